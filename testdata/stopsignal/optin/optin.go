// Package optin has what the flags of the rule report.
package optin

import (
	"context"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

// Wait returns and keeps the signals.
func Wait() os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM) // want `signals are not given back when the function returns \(later ones are swallowed\)`
	return <-c
}

// WaitOnce gives them back.
func WaitOnce() os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM) // ok: stopped
	defer signal.Stop(c)
	return <-c
}

// Forever handles signals as long as the process lives.
func Forever(reload func()) {
	go func() {
		c := make(chan os.Signal, 1)
		signal.Notify(c, os.Interrupt, syscall.SIGTERM) // ok: a goroutine of its own
		for range c {
			reload()
		}
	}()
}

// Drain swallows the second signal.
func Drain(srv *http.Server) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go srv.ListenAndServe()
	<-ctx.Done() // want `a second signal is swallowed from here on \(stop is not called before the program stops\)`
	return srv.Shutdown(context.Background())
}

// DrainOnce gives it back.
func DrainOnce(srv *http.Server) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go srv.ListenAndServe()
	<-ctx.Done() // ok: stop is called below
	stop()
	return srv.Shutdown(context.Background())
}

// Last has nothing to do any more.
func Last() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	<-ctx.Done() // ok: returns at once
}
