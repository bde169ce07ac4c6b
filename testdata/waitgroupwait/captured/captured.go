// Package captured has trackers that literals use.
package captured

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

func fetch(id string) error { return nil }

func never(ids []string) {
	var wg sync.WaitGroup
	start := func(id string) {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go func() {
			defer wg.Done()
			fetch(id)
		}()
	}
	for _, id := range ids {
		start(id)
	}
}

func waitInLiteral(ids []string) {
	var wg sync.WaitGroup
	wait := func() { wg.Wait() }
	for _, id := range ids {
		wg.Go(func() { fetch(id) }) // ok: the literal waits
	}
	wait()
}

func waitInGoroutine(ids []string) <-chan string {
	var wg sync.WaitGroup
	results := make(chan string)
	for _, id := range ids {
		wg.Add(1) // ok: a goroutine waits, and closes the channel
		go func() {
			defer wg.Done()
			fetch(id)
			results <- id
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	return results
}

func waitReturned(ids []string) (wait func()) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() { fetch(id) }) // ok: the caller gets Wait
	}
	return wg.Wait
}

func waitLiteralReturned(ctx context.Context, ids []string) func() error {
	g, _ := errgroup.WithContext(ctx)
	for _, id := range ids {
		g.Go(func() error { return fetch(id) }) // ok: the caller gets a function that waits
	}
	return func() error { return g.Wait() }
}

func goValue(ids []string) {
	var g errgroup.Group
	spawn := g.Go // want `errgroup.Group "g" counts goroutines but is never waited for`
	for _, id := range ids {
		spawn(func() error { return fetch(id) })
	}
}

type cleaner interface{ Cleanup(func()) }

func registered(c cleaner, ids []string) {
	var wg sync.WaitGroup
	c.Cleanup(wg.Wait)
	for _, id := range ids {
		wg.Go(func() { fetch(id) }) // ok: Wait is called at the end
	}
}

func nested(ids [][]string) {
	var outer sync.WaitGroup
	for _, group := range ids {
		outer.Go(func() { // ok: Wait is called below
			var inner sync.WaitGroup
			for _, id := range group {
				inner.Go(func() { fetch(id) }) // want `sync.WaitGroup "inner" counts goroutines but is never waited for`
			}
		})
	}
	outer.Wait()
}

func recursive(root string, children func(string) []string) {
	var wg sync.WaitGroup
	var visit func(string)
	visit = func(id string) {
		defer wg.Done()
		fetch(id)
		for _, child := range children(id) {
			wg.Add(1) // ok: Wait is called below
			go visit(child)
		}
	}
	wg.Add(1)
	go visit(root)
	wg.Wait()
}
