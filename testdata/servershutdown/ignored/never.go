package ignored

import (
	"context"
	"errors"
	"net/http"
	"sync"
)

func waits(drained chan struct{}, force func()) {
	select {
	case <-drained:
	case <-context.Background().Done(): // want `nothing is ever received here \(a background context is never done\)`
		force()
	}
	context.AfterFunc(context.TODO(), force) // want `context\.AfterFunc never runs its function \(a background context is never done\)`
}

func told(ctx context.Context, drained chan struct{}, force func()) {
	select {
	case <-drained:
	case <-ctx.Done(): // ok: the caller may end it
		force()
	}
	context.AfterFunc(ctx, force) // ok: the caller may end it
}

// An API leaves its Stop to a goroutine.
type API struct{ public, admin *http.Server }

// Start serves.
func (a *API) Start() {
	go a.public.ListenAndServe() // ok: Stop shuts it down
	go a.admin.ListenAndServe()  // ok: Close does
}

// Stop returns while the requests in hand are answered.
func (a *API) Stop(ctx context.Context) {
	go a.public.Shutdown(context.WithoutCancel(ctx)) // want `goroutine drains with \(\*http\.Server\)\.Shutdown while Stop returns \(nothing waits for it\)`
}

// Close waits.
func (a *API) Close() error {
	done := make(chan error, 1)
	go func() { done <- a.admin.Shutdown(context.Background()) }() // ok: it is waited for
	return <-done
}

// A Pool waits for its workers.
type Pool struct{ workers sync.WaitGroup }

// Run starts one.
func (p *Pool) Run(work func()) { p.workers.Go(work) }

// Close waits.
func (p *Pool) Close() { p.workers.Wait() }

// A Service has a pool.
type Service struct {
	err  error
	pool Pool
}

// Close leaves the waiting of the pool to a goroutine.
func (s *Service) Close() error {
	go s.pool.Close() // want `goroutine drains with \(\*Pool\)\.Close while Close returns \(nothing waits for it\)`
	return errors.Join(s.err)
}

// Abort does not have to wait.
func (s *Service) Abort() {
	go s.pool.Close() // ok: it is not called Close
}
