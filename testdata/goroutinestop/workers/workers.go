// Package workers hands work to pools.
package workers

import (
	"context"
	"time"

	"github.com/sourcegraph/conc"
	concpool "github.com/sourcegraph/conc/pool"

	"example.com/fleet/goroutinestop/workers/pool"
)

type fleet struct {
	jobs  chan job
	seen  int
	group conc.WaitGroup
}

type job func()

// Start starts the workers of the fleet.
func (f *fleet) Start(n int) {
	for range n {
		go func() { // ok: it ends when jobs is closed
			for j := range f.jobs {
				j()
			}
		}()
	}
}

func (f *fleet) submit(j job) { f.jobs <- j }

// Stop ends the workers.
func (f *fleet) Stop() { close(f.jobs) }

// Own hands work to the workers of the package.
func (f *fleet) Own() {
	f.submit(f.watch) // want `goroutine runs an endless loop`
	f.submit(f.once)  // ok: it ends
	f.submit(func() { // want `goroutine runs an endless loop`
		for range time.Tick(time.Second) {
			f.once()
		}
	})
}

// Other hands work to the workers of another package.
func (f *fleet) Other(p *pool.Pool) {
	p.Submit(f.watch)            // want `goroutine runs an endless loop`
	p.After(f.watch)             // want `goroutine runs an endless loop`
	p.SubmitAll(f.once, f.watch) // want `goroutine runs an endless loop`
	p.SubmitAll(f.watch, f.once) // ok: the first one runs nowhere else
	p.Later(f.watch)             // ok: whoever calls Drain runs it
	p.Submit(f.once)             // ok: it ends
}

// Conc hands work to the pools of conc.
func (f *fleet) Conc(ctx context.Context) error {
	f.group.Go(f.watch) // want `goroutine runs an endless loop`
	f.group.Go(f.once)  // ok: it ends
	f.group.Wait()
	p := concpool.New()
	p.Go(f.watch) // want `goroutine runs an endless loop`
	p.Wait()
	errs := concpool.New().WithErrors()
	errs.Go(func() error { // want `goroutine runs an endless loop`
		for {
			f.once()
		}
	})
	if err := errs.Wait(); err != nil {
		return err
	}
	bound := concpool.New().WithContext(ctx)
	bound.Go(func(ctx context.Context) error { // want `goroutine receives "ctx" but never checks it`
		for {
			f.once()
		}
	})
	bound.Go(func(ctx context.Context) error { // ok: the context ends it
		<-ctx.Done()
		return ctx.Err()
	})
	return bound.Wait()
}

func (f *fleet) watch() {
	for {
		f.once()
		time.Sleep(time.Second)
	}
}

func (f *fleet) once() { f.seen++ }
