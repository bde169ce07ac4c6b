// Package deaffuncs has functions that take a context, or a stop channel, and
// do not end with it.
package deaffuncs

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

var errLater = errors.New("try later")

// Run is for callers to start.
func Run(ctx context.Context, poll func(context.Context)) {
	for { // want `Run is given "ctx" but never ends`
		poll(ctx)
		time.Sleep(time.Second)
	}
}

// Until is for callers to start, too.
func Until(ctx context.Context, poll func(context.Context)) {
	for ctx.Err() == nil { // ok: it asks in each round
		poll(ctx)
		time.Sleep(time.Second)
	}
}

// Retry works for a while.
func Retry(ctx context.Context, attempts int, f func() error) error {
	for range attempts {
		if err := f(); !errors.Is(err, errLater) {
			return err
		}
		time.Sleep(time.Second) // want `Retry is given "ctx" but sleeps in a loop without a look at it`
	}
	return errLater
}

// RetryWith hands the context on.
func RetryWith(ctx context.Context, attempts int, f func(context.Context) error) error {
	for range attempts {
		if err := f(ctx); !errors.Is(err, errLater) {
			return err
		}
		time.Sleep(time.Second) // ok: f ends with the context, and that ends the loop
	}
	return errLater
}

// Settle sleeps once.
func Settle(ctx context.Context) {
	time.Sleep(time.Second) // ok: no loop
}

// Discard says that it has no use for the context.
func Discard(_ context.Context, f func() bool) {
	for f() {
		time.Sleep(time.Second) // ok: the signature says so
	}
}

type group struct{ members []func(<-chan struct{}) error }

func (g *group) Add(f func(<-chan struct{}) error) { g.members = append(g.members, f) }

// Members adds two that wait for signals.
func Members(g *group) {
	g.Add(func(<-chan struct{}) error {
		c := make(chan os.Signal, 1)
		signal.Notify(c, syscall.SIGTERM)
		<-c // want `function is given a stop channel but waits for signals alone`
		return nil
	})
	g.Add(func(stop <-chan struct{}) error {
		c := make(chan os.Signal, 1)
		signal.Notify(c, syscall.SIGTERM)
		select {
		case <-c: // ok: it looks at both
		case <-stop:
		}
		return nil
	})
}

// Hold is what a command does: it holds on until a signal comes.
func Hold(run func(func(context.Context) error) error) error {
	return run(func(context.Context) error {
		c := make(chan os.Signal, 1)
		signal.Notify(c, syscall.SIGTERM)
		<-c // ok: the signature says that it has no use for the context
		return nil
	})
}

// HoldWith is given one, by name.
func HoldWith(run func(func(context.Context) error) error) error {
	return run(func(ctx context.Context) error {
		c := make(chan os.Signal, 1)
		signal.Notify(c, syscall.SIGTERM)
		<-c // want `function is given "ctx" but waits for signals alone`
		return nil
	})
}

type prober struct{ every time.Duration }

// Start starts the loop itself.
func (p *prober) Start(ctx context.Context) {
	go p.loop(ctx) // want `goroutine receives "ctx" but never checks it`
}

// loop is reported where it is started.
func (p *prober) loop(ctx context.Context) {
	for { // ok: once is enough
		time.Sleep(p.every)
	}
}
