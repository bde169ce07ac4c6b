// Package example shows signals that do not lead to a stop in order, and the
// mended forms.
package example

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"
)

// Watch ends the process under whatever runs.
func Watch() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		sig := <-signals
		log.Printf("received %s", sig)
		os.Exit(1) // want `call to os\.Exit ends the process in a signal handler \(nothing is stopped in order\)`
	}()
}

// Serve catches signals until the process ends.
func Serve(serve func(context.Context) error) error {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM) // want `the stop function of signal\.NotifyContext is discarded \(signals are caught until the process ends\)`
	return serve(ctx)
}
