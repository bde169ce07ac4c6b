// The program serves in a helper that returns too early.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
)

type app struct{ srv *http.Server }

func main() {
	if err := run(); err != nil {
		log.Print(err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a := &app{srv: &http.Server{Addr: ":8080"}}
	go a.stopWith(ctx)
	return a.serve()
}

func (a *app) serve() error {
	err := a.srv.ListenAndServe() // want `\(\*http\.Server\)\.ListenAndServe returns when Shutdown begins, and the process ends`
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (a *app) stopWith(ctx context.Context) {
	<-ctx.Done()
	if err := a.srv.Shutdown(context.WithoutCancel(ctx)); err != nil {
		log.Print(err)
	}
}
