// The program runs its servers as actors of a run.Group.
package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/oklog/run"
	"google.golang.org/grpc"
)

func main() {
	ln, err := net.Listen("tcp", ":9090")
	if err != nil {
		log.Fatal(err)
	}
	var g run.Group
	srv := &http.Server{Addr: ":8080"}
	g.Add(func() error {
		return srv.ListenAndServe() // ok: its error ends the group, or comes after the one that did
	}, func(error) {
		drain, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		srv.Shutdown(drain) // ok: a context of its own
	})
	rpc := grpc.NewServer()
	g.Add(func() error { return rpc.Serve(ln) }, func(error) { rpc.GracefulStop() }) // ok: the group runs it
	ctx, cancel := context.WithCancel(context.Background())
	g.Add(func() error {
		<-ctx.Done()
		return ctx.Err()
	}, func(error) { cancel() })
	g.Add(run.SignalHandler(context.Background(), os.Interrupt, syscall.SIGTERM))
	var signalled run.SignalError
	if err := g.Run(); !errors.As(err, &signalled) {
		log.Fatal(err) // ok: of another kind
	}
}
