// Package groups has groups of other libraries.
package groups

import (
	"context"
	"errors"

	"github.com/sourcegraph/conc"
	"github.com/sourcegraph/conc/pool"
)

func work() {}

func fetch(ctx context.Context, url string) error {
	<-ctx.Done()
	return errors.New("cannot fetch " + url)
}

func size(url string) int { return len(url) }

func concGroup() {
	var wg conc.WaitGroup
	wg.Go(work) // want `conc.WaitGroup "wg" counts goroutines but is never waited for`
}

func concGroupMade() {
	wg := conc.NewWaitGroup()
	wg.Go(work) // want `conc.WaitGroup "wg" counts goroutines but is never waited for`
}

func concGroupWaited() {
	wg := conc.NewWaitGroup()
	defer wg.Wait()
	wg.Go(work) // ok: Wait is deferred
}

func concGroupRecovered() error {
	var wg conc.WaitGroup
	wg.Go(work) // ok: WaitAndRecover waits
	return wg.WaitAndRecover().AsError()
}

func pooled(urls []string) {
	p := pool.New().WithMaxGoroutines(4)
	for range urls {
		p.Go(work) // want `pool.Pool "p" counts goroutines but is never waited for`
	}
}

func pooledWaited(urls []string) {
	p := pool.New()
	for range urls {
		p.Go(work) // ok: Wait is called below
	}
	p.Wait()
}

func pooledErrors(ctx context.Context, urls []string) error {
	p := pool.New().WithErrors().WithFirstError()
	for _, url := range urls {
		if url == "" {
			return errors.New("empty URL") // want `return may be reached before "p" is waited for`
		}
		p.Go(func() error { return fetch(ctx, url) })
	}
	return p.Wait()
}

func pooledContext(ctx context.Context, urls []string) {
	p := pool.New().WithContext(ctx).WithCancelOnError()
	for _, url := range urls {
		p.Go(func(ctx context.Context) error { return fetch(ctx, url) }) // want `pool.ContextPool "p" counts goroutines but is never waited for`
	}
}

func pooledContextWaited(ctx context.Context, urls []string) error {
	p := pool.New().WithContext(ctx)
	for _, url := range urls {
		p.Go(func(ctx context.Context) error { return fetch(ctx, url) }) // ok: Wait is called below
	}
	return p.Wait()
}

func pooledResults(urls []string) []int {
	p := pool.NewWithResults[int]()
	for _, url := range urls {
		if url == "" {
			return nil // want `return may be reached before "p" is waited for`
		}
		p.Go(func() int { return size(url) })
	}
	return p.Wait()
}

func pooledResultErrors(urls []string) ([]int, error) {
	p := pool.NewWithResults[int]().WithErrors()
	for _, url := range urls {
		if url == "" {
			return nil, nil // want `return may be reached before "p" is waited for`
		}
		p.Go(func() (int, error) { return size(url), nil })
	}
	return p.Wait()
}

func pooledResultContext(ctx context.Context, urls []string) ([]int, error) {
	p := pool.NewWithResults[int]().WithContext(ctx)
	for _, url := range urls {
		if url == "" {
			return nil, nil // want `return may be reached before "p" is waited for`
		}
		p.Go(func(ctx context.Context) (int, error) { return size(url), fetch(ctx, url) })
	}
	return p.Wait()
}

// What a pool is shaped into later is another pool.
func pooledLater(limit int, urls []string) error {
	p := pool.New()
	if limit > 0 {
		p.WithMaxGoroutines(limit)
	}
	q := p.WithErrors()
	q.Go(func() error { return nil }) // ok: it is not known where q comes from
	return nil
}
