// Package consumerleft feeds goroutines that may give up.
package consumerleft

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// Feed goes on when the worker has gone.
func Feed(items []string, do func(string) error) error {
	work, errc := make(chan string), make(chan error, 1)
	go func() {
		for item := range work {
			if err := do(item); err != nil {
				errc <- err
				return
			}
		}
		errc <- nil
	}()
	for _, item := range items {
		work <- item // want `send on "work" blocks forever once its receiver has returned on line 17 \(nobody else receives\)`
	}
	close(work)
	return <-errc
}

// FeedGroup has several workers, and each of them gives up with an error.
func FeedGroup(items []string, workers int, do func(string) error) error {
	var g errgroup.Group
	work := make(chan string)
	for range workers {
		g.Go(func() error {
			for item := range work {
				if err := do(item); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, item := range items {
		work <- item // want `send on "work" blocks forever once its receiver has returned on line 37`
	}
	close(work)
	return g.Wait()
}

// FeedContext stops with the first of them.
func FeedContext(ctx context.Context, items []string, workers int, do func(string) error) error {
	g, ctx := errgroup.WithContext(ctx)
	work := make(chan string)
	for range workers {
		g.Go(func() error {
			for item := range work {
				if err := do(item); err != nil {
					return err
				}
			}
			return nil
		})
	}
feed:
	for _, item := range items {
		select {
		case work <- item: // ok: the context ends with the first error
		case <-ctx.Done():
			break feed
		}
	}
	close(work)
	return g.Wait()
}

// FeedAll has a worker that goes on.
func FeedAll(items []string, do func(string) error) (first error) {
	work, done := make(chan string), make(chan struct{})
	go func() {
		defer close(done)
		for item := range work {
			if err := do(item); err != nil && first == nil {
				first = err
			}
		}
	}()
	for _, item := range items {
		work <- item // ok: all are received
	}
	close(work)
	<-done
	return first
}

// FeedDrained has a worker that takes the rest.
func FeedDrained(items []string, do func(string) error) error {
	work, errc := make(chan string), make(chan error, 1)
	go func() {
		defer func() {
			for range work {
			}
		}()
		for item := range work {
			if err := do(item); err != nil {
				errc <- err
				return
			}
		}
		errc <- nil
	}()
	for _, item := range items {
		work <- item // ok: the worker drains
	}
	close(work)
	return <-errc
}
