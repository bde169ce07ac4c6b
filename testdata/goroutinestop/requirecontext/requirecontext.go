// Package requirecontext asks for a context for every goroutine.
package requirecontext

import (
	"context"
	"log"
	"net/http"
	"sync"
)

type feed struct {
	ctx  context.Context
	quit chan struct{}
	wg   sync.WaitGroup
}

// Start starts goroutines with a context and without one.
func (f *feed) Start(ctx context.Context) {
	go f.read(ctx)              // ok: it is given one
	go f.own()                  // ok: it has one in a field
	go func() { f.read(ctx) }() // ok: it names one
	go f.until()                // want `goroutine is given no context`
	f.wg.Go(f.until)            // want `goroutine is given no context`
	go func() {}()              // want `goroutine is given no context`
}

// Serve serves until Close.
func (f *feed) Serve(srv *http.Server) {
	go srv.ListenAndServe() // ok: that is for another rule
	go func() {             // ok: the same
		if err := srv.ListenAndServe(); err != nil {
			log.Print(err)
		}
	}()
}

func (f *feed) read(ctx context.Context) { <-ctx.Done() }

func (f *feed) own() { <-f.ctx.Done() }

func (f *feed) until() { <-f.quit }

// Stop stops what has no context.
func (f *feed) Stop() {
	close(f.quit)
	f.wg.Wait()
}

// With hands in the context.
func (f *feed) With(ctx context.Context) { f.ctx = ctx }
