// Package detect listens for the moment to stop, as signal::ctrl_c does, to
// no end.
package detect

import (
	"context"
	"os"
	"os/signal"
)

// Context never gives the signals back.
func Context() context.Context {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt) // finds stopsignal/lost-stop
	return ctx
}

// Serve notifies a channel that nobody looks at.
func Serve(serve func() error) error {
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt) // finds stopsignal/unread-channel
	return serve()
}

// Watch leaves by itself and cuts the others off.
func Watch(serve func() error) error {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go func() {
		<-c
		os.Exit(1) // finds stopsignal/handler-exits
	}()
	return serve()
}
