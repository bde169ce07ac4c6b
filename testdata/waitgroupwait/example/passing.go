package example

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// NotifyAll tells all vehicles about a new map.
func NotifyAll(vehicles []string, send func(vehicle string)) {
	var wg sync.WaitGroup
	for _, v := range vehicles {
		wg.Add(1) // ok: Wait is called below
		go func() {
			defer wg.Done()
			send(v)
		}()
	}
	wg.Wait()
}

// ReloadAll fetches new maps while it builds the index of the old ones.
func ReloadAll(ctx context.Context, fetch, index func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return fetch(ctx) })
	g.Go(func() error { return index(ctx) })
	return g.Wait() // ok: there is no other return
}
