// Package stale has directives that silence something, and some that do not.
package stale

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Quit ends the process on purpose.
func Quit() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		//lint:ignore quiesce/stopsignal there is nothing to stop // ok: it silences the exit below
		os.Exit(1)
	}()
}

// Stop does not.
func Stop(cancel context.CancelFunc) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		//lint:ignore quiesce/stopsignal there is nothing to stop // want `directive silences nothing \(no such finding is where it applies\)`
		cancel()
	}()
}

// Root gives its reason to the reader only.
func Root() context.Context {
	// There is one for the whole program.
	/* want `directive gives no reason` */                                              //lint:ignore quiesce/stopsignal
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM) // want `the stop function of signal\.NotifyContext is discarded`
	return ctx
}

// Wait is reported with a flag.
func Wait() os.Signal {
	signals := make(chan os.Signal, 1)
	//lint:ignore quiesce/stopsignal the process is about to end // ok: it silences what -stopsignal.release reports
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	return <-signals
}
