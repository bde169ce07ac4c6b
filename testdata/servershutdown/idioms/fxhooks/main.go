// The program gives its servers to the life cycle of fx.
package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"

	"go.uber.org/fx"
	"google.golang.org/grpc"
)

func main() {
	fx.New(
		fx.Provide(newServer, newRPC),
		fx.Invoke(func(*http.Server, *grpc.Server) {}),
	).Run() // ok: it handles the signals and runs the hooks
}

func newServer(lc fx.Lifecycle) *http.Server {
	srv := &http.Server{Addr: ":8080"}
	admin := &http.Server{Addr: ":6060"}
	lc.Append(fx.Hook{
		OnStart: func(ctx context.Context) error {
			ln, err := new(net.ListenConfig).Listen(ctx, "tcp", srv.Addr)
			if err != nil {
				return err
			}
			go srv.Serve(ln)          // ok: OnStop shuts it down
			go admin.ListenAndServe() // ok: so it does this one
			return nil
		},
		OnStop: func(ctx context.Context) error {
			return errors.Join(srv.Shutdown(ctx), admin.Close()) // ok: the context of the stop
		},
	})
	return srv
}

func newRPC(lc fx.Lifecycle) *grpc.Server {
	srv := grpc.NewServer()
	lc.Append(fx.StartStopHook(func() error {
		ln, err := net.Listen("tcp", ":9090")
		if err == nil {
			go srv.Serve(ln) // ok: the method is handed on
		}
		return err
	}, srv.GracefulStop))
	return srv
}

// byHand starts and stops without Run.
func byHand(ctx context.Context, app *fx.App) {
	if err := app.Start(ctx); err != nil {
		log.Fatal(err)
	}
	<-app.Done()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := app.Stop(stop); err != nil { // ok: a context of its own
		log.Fatal(err)
	}
}
