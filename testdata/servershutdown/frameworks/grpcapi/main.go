// The program serves with grpc, whose Serve waits for the GracefulStop.
package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"os/signal"
	"syscall"

	"google.golang.org/grpc"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	ln, err := net.Listen("tcp", ":9090")
	if err != nil {
		log.Fatal(err)
	}
	srv := grpc.NewServer()
	go func() {
		<-ctx.Done()
		srv.GracefulStop()
	}()
	if err := srv.Serve(ln); err != nil { // ok: it returns nil, when the last call has ended
		log.Fatal(err)
	}
}

// aside drains while main goes on to its end.
func aside(ctx context.Context, ln net.Listener) {
	srv := grpc.NewServer()
	go srv.Serve(ln) // ok: it is stopped below
	<-ctx.Done()
	srv.GracefulStop()
}

// An API holds two servers, and stops one.
type API struct {
	rpc     *grpc.Server
	debug   *grpc.Server
	metrics *http.Server
}

func NewAPI() *API {
	return &API{rpc: grpc.NewServer(), debug: grpc.NewServer(), metrics: &http.Server{Addr: ":9100"}}
}

func (a *API) Start(rpc, debug net.Listener) {
	go a.rpc.Serve(rpc)           // ok: Stop stops it
	go a.metrics.ListenAndServe() // ok: Stop closes it
	ln, err := net.Listen("tcp", ":9091")
	if err != nil {
		return
	}
	go a.debug.Serve(ln) // want `goroutine serves on "debug", which nothing shuts down or closes`
}

func (a *API) Stop() {
	a.rpc.GracefulStop()
	a.metrics.Close()
}
