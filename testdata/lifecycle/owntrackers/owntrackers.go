// Package owntrackers has types that count and wait with a tracker in a
// field, and says what other packages learn about them.
package owntrackers

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A Job is something to do.
type Job interface{ Do() }

// A Pool does jobs.
type Pool struct {
	wg    sync.WaitGroup
	limit chan struct{}
}

// NewPool returns a pool.
func NewPool(n int) *Pool { // want NewPool:"makes a tracker"
	return &Pool{limit: make(chan struct{}, n)}
}

// Run does a job.
func (p *Pool) Run(j Job) { // want Run:"tracker counts spawns"
	p.limit <- struct{}{}
	p.wg.Add(1)
	go func() {
		defer p.finish()
		j.Do()
	}()
}

func (p *Pool) finish() {
	<-p.limit
	p.wg.Done()
}

// RunAll does jobs.
func (p *Pool) RunAll(jobs ...Job) { // want RunAll:"tracker counts spawns"
	for _, j := range jobs {
		p.Run(j)
	}
}

// Len tells how many jobs are under way.
func (p *Pool) Len() int { return len(p.limit) } // ok: it does nothing to the tracker

// Wait waits.
func (p *Pool) Wait() { // want Wait:"tracker waits"
	p.wg.Wait()
}

// Close waits, too.
func (p *Pool) Close() error { // want Close:"tracker waits"
	p.Wait()
	return nil
}

// Named gives the pool to someone.
func (p *Pool) Named(name string, pools map[string]*Pool) *Pool { // want Named:"tracker keeps"
	pools[name] = p
	return p
}

var shared = NewPool(4)

// Shared returns a pool that all have.
func Shared() *Pool { return shared } // ok: it makes none

// Registered makes a pool and keeps it.
func Registered(pools map[string]*Pool) *Pool { // ok: someone else has it
	p := NewPool(4)
	pools["a"] = p
	return p
}

// A Fetcher unpacks.
type Fetcher struct {
	group *errgroup.Group
	ctx   context.Context
	limit int
}

// An Option shapes a Fetcher.
type Option func(*Fetcher)

// NewFetcher returns a fetcher.
func NewFetcher(ctx context.Context, opts ...Option) (*Fetcher, error) { // want NewFetcher:"makes a tracker"
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g, ctx := errgroup.WithContext(ctx)
	f := &Fetcher{group: g, ctx: ctx}
	for _, opt := range opts {
		opt(f)
	}
	return f, nil
}

// Handler returns what fetches.
func (f *Fetcher) Handler() func(string) { // want Handler:"tracker counts spawns"
	return func(url string) {
		f.group.Go(func() error { return f.ctx.Err() })
	}
}

// Wait waits.
func (f *Fetcher) Wait() error { return f.group.Wait() } // want Wait:"tracker waits"

// A Server waits when it is closed, and is no tracker.
type Server struct{ wg sync.WaitGroup }

// Start starts the server.
func (s *Server) Start() { s.wg.Go(func() {}) } // ok: no method of the type is named for waiting

// Close closes the server.
func (s *Server) Close() { s.wg.Wait() } // ok: no method of the type is named for waiting
