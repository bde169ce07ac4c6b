// Package poller polls until its caller cancels a context.
package poller

import (
	"context"
	"time"
)

// A Poller polls.
type Poller struct{ poll func(context.Context) error }

// Run polls until ctx is cancelled.
func (p *Poller) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			_ = p.poll(ctx)
		}
	}
}

// Start polls in the background until ctx is cancelled.
func (p *Poller) Start(ctx context.Context) {
	go func() {
		defer close(make(chan int))
		p.Run(ctx)
	}()
}

// StartOnce polls in the background until it works, or ctx is cancelled.
func (p *Poller) StartOnce(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			if p.poll(ctx) == nil {
				return
			}
		}
	}()
}

// StartNamed polls in the background until ctx is cancelled.
func (p *Poller) StartNamed(ctx context.Context) {
	go func() {
		stop := ctx.Done()
		for {
			select {
			case <-time.After(time.Minute):
				_ = p.poll(ctx)
			case <-stop:
				return
			}
		}
	}()
}

// StartEither polls in the background until ctx is cancelled or stop closed.
func (p *Poller) StartEither(ctx context.Context, stop <-chan struct{}) {
	go func() {
		done := ctx.Done()
		if stop != nil {
			done = stop
		}
		for {
			select {
			case <-time.After(time.Minute):
				_ = p.poll(ctx)
			case <-done:
				return
			}
		}
	}()
}

// New starts a poller.
func New(ctx context.Context, poll func(context.Context) error) *Poller {
	p := &Poller{poll}
	p.Start(ctx)
	return p
}
