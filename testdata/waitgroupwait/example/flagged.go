// Package example shows counted work that nobody waits for, and its mended
// forms.
package example

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Notify tells all vehicles about a new map.
func Notify(vehicles []string, send func(vehicle string)) {
	var wg sync.WaitGroup
	for _, v := range vehicles {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go func() {
			defer wg.Done()
			send(v)
		}()
	}
}

// Reload fetches new maps while it builds the index of the old ones.
func Reload(ctx context.Context, fetch, index func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return fetch(ctx) })
	if err := index(ctx); err != nil {
		return err // want `return may be reached before "g" is waited for \(goroutines started on line 27 may be cut off\)`
	}
	return g.Wait()
}
