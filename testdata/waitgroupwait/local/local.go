// Package local has trackers that are local variables.
package local

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

func send(id string) error { return nil }

func value(ids []string) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go func() {
			defer wg.Done()
			send(id)
		}()
	}
}

func valueWaited(ids []string) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1) // ok: Wait is called below
		go func() {
			defer wg.Done()
			send(id)
		}()
	}
	wg.Wait()
}

func literal(ids []string) {
	wg := sync.WaitGroup{}
	wg.Add(len(ids)) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	for _, id := range ids {
		go func() {
			send(id)
			wg.Done()
		}()
	}
}

func pointer(ids []string) {
	wg := &sync.WaitGroup{}
	for _, id := range ids {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go func() {
			defer wg.Done()
			send(id)
		}()
	}
}

func newPointer(ids []string) {
	wg := new(sync.WaitGroup)
	for _, id := range ids {
		wg.Go(func() { send(id) }) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	}
}

func newPointerWaited(ids []string) {
	wg := new(sync.WaitGroup)
	defer wg.Wait()
	for _, id := range ids {
		wg.Go(func() { send(id) }) // ok: Wait is deferred above
	}
}

func laterPointer(ids []string) {
	var wg *sync.WaitGroup
	wg = &sync.WaitGroup{}
	for _, id := range ids {
		wg.Go(func() { send(id) }) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	}
}

func groupVar(ids []string) {
	var g errgroup.Group
	for _, id := range ids {
		g.Go(func() error { return send(id) }) // want `errgroup.Group "g" counts goroutines but is never waited for`
	}
}

func groupNew(ids []string) {
	g := new(errgroup.Group)
	g.SetLimit(4)
	for _, id := range ids {
		if !g.TryGo(func() error { return send(id) }) { // want `errgroup.Group "g" counts goroutines but is never waited for`
			return
		}
	}
}

func groupWithContext(ctx context.Context, ids []string) {
	g, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		if ctx.Err() != nil {
			return
		}
		g.Go(func() error { return send(id) }) // want `errgroup.Group "g" counts goroutines but is never waited for`
	}
}

func groupWaited(ctx context.Context, ids []string) error {
	g, _ := errgroup.WithContext(ctx)
	for _, id := range ids {
		g.Go(func() error { return send(id) }) // ok: Wait is called below
	}
	return g.Wait()
}

func groupLater(ctx context.Context, ids []string) error {
	var g *errgroup.Group
	if len(ids) > 1 {
		g, ctx = errgroup.WithContext(ctx)
		g.SetLimit(len(ids))
	} else {
		g = new(errgroup.Group)
	}
	g.Go(func() error { // want `errgroup.Group "g" counts goroutines but is never waited for`
		<-ctx.Done()
		return ctx.Err()
	})
	return nil
}

func groupInBranches(ids []string) (err error) {
	var g errgroup.Group
	for _, id := range ids {
		g.Go(func() error { return send(id) }) // ok: Wait is called in a deferred literal
	}
	defer func() {
		if e := g.Wait(); e != nil {
			err = e
		}
	}()
	return nil
}

func inLoop(batches [][]string) {
	for _, ids := range batches {
		var wg sync.WaitGroup
		for _, id := range ids {
			wg.Go(func() { send(id) }) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		}
	}
}

func inLiteral(ids []string) func() {
	return func() {
		var wg sync.WaitGroup
		for _, id := range ids {
			wg.Go(func() { send(id) }) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		}
	}
}

func two(ids []string) {
	var readers, writers sync.WaitGroup
	for _, id := range ids {
		readers.Go(func() { send(id) }) // ok: readers is waited for
		writers.Go(func() { send(id) }) // want `sync.WaitGroup "writers" counts goroutines but is never waited for`
	}
	readers.Wait()
}

func shadowed(ids []string) {
	var wg sync.WaitGroup
	wg.Go(func() { send("first") }) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	if len(ids) > 0 {
		var wg sync.WaitGroup
		wg.Go(func() { send(ids[0]) }) // ok: this one is waited for
		wg.Wait()
	}
}
