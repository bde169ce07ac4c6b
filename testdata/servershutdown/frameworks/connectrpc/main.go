// The program answers calls of connect, whose handlers net/http serves.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/types/known/emptypb"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	mux := http.NewServeMux()
	mux.Handle("/health.v1.Health/Check", connect.NewUnaryHandler("/health.v1.Health/Check", check))
	srv := &http.Server{Addr: ":8080", Handler: mux}
	go func() {
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		srv.Shutdown(drain)
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // want `\(\*http\.Server\)\.ListenAndServe returns when Shutdown begins, and the process ends`
		log.Print(err)
	}
}

func check(context.Context, *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
	return connect.NewResponse(&emptypb.Empty{}), nil
}

func ordered(ctx context.Context, handler http.Handler) error {
	srv := &http.Server{Addr: ":8080", Handler: handler}
	failed := make(chan error, 1)
	go func() { failed <- srv.ListenAndServe() }() // ok: it is shut down below
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return srv.Shutdown(drain)
}
