package example

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"
)

// WatchAll lets the program stop on the first signal, and ends it on the
// second.
func WatchAll(cancel context.CancelFunc) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		sig := <-signals
		log.Printf("received %s", sig)
		cancel()
		<-signals
		os.Exit(1) // ok: the second signal
	}()
}

// ServeAll gives the signals back.
func ServeAll(serve func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return serve(ctx) // ok: stop is called
}
