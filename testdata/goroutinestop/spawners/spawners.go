// Package spawners starts goroutines through functions.
package spawners

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"example.com/fleet/goroutinestop/spawners/pool"
)

// A Dispatcher sends vehicles to where they are asked for.
type Dispatcher struct {
	wg    sync.WaitGroup
	group *errgroup.Group
	calls chan string
}

// Close ends what answers.
func (d *Dispatcher) Close() { close(d.calls) }

// Start starts the loops of the dispatcher.
func (d *Dispatcher) Start(ctx context.Context) {
	d.wg.Go(d.loop)   // want `goroutine runs an endless loop`
	d.wg.Go(d.answer) // ok: the range ends when calls is closed
	d.wg.Go(func() {  // want `goroutine runs an endless loop`
		for {
			d.tidy()
			time.Sleep(time.Hour)
		}
	})
	d.wg.Go(func() { // ok: it returns when ctx is done
		<-ctx.Done()
		d.tidy()
	})

	g, ctx := errgroup.WithContext(ctx)
	d.group = g
	g.Go(func() error { // want `goroutine runs an endless loop`
		for {
			d.tidy()
		}
	})
	g.Go(func() error { // ok: it returns the error of ctx
		for {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case id := <-d.calls:
				d.send(id)
			}
		}
	})
	d.group.TryGo(d.run)        // want `goroutine runs an endless loop`
	d.group.Go(d.runUntil(ctx)) // ok: what the call returns is not followed
}

// StartInPool starts loops by functions that a user has named.
func (d *Dispatcher) StartInPool(p *pool.Pool) {
	pool.Go(d.loop)                         // want `goroutine runs an endless loop`
	pool.Go(d.answer)                       // ok: the range ends when calls is closed
	p.Submit("dispatcher", d.loop)          // want `goroutine runs an endless loop`
	p.Submit("tidy", d.tidy)                // ok: it has no loop
	p.SubmitAll("dispatcher", d.tidy)       // ok: the row names the second argument
	p.Inline(d.loop)                        // ok: no row says that it starts a goroutine
	pool.Each([]string{"a"}, func(string) { // ok: no row says that it starts a goroutine
		for {
			d.tidy()
		}
	})
}

func (d *Dispatcher) loop() {
	for {
		d.tidy()
		time.Sleep(time.Second)
	}
}

func (d *Dispatcher) run() error {
	d.loop()
	return nil
}

func (d *Dispatcher) runUntil(ctx context.Context) func() error {
	return func() error {
		<-ctx.Done()
		return ctx.Err()
	}
}

func (d *Dispatcher) answer() {
	for id := range d.calls {
		d.send(id)
	}
}

func (d *Dispatcher) tidy()          {}
func (d *Dispatcher) send(id string) {}
