// Package escapes has trackers that get away to where someone may wait.
package escapes

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

func work() {}

type registry struct {
	byName map[string]*sync.WaitGroup
	last   *sync.WaitGroup
	all    []*sync.WaitGroup
}

var latest *sync.WaitGroup

func returned() *sync.WaitGroup {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: the caller gets it
	return wg
}

func returnedByName() (wg *sync.WaitGroup) {
	wg = new(sync.WaitGroup)
	wg.Go(work) // ok: the caller gets it
	return
}

func returnedTwice(ctx context.Context) (*errgroup.Group, context.Context) {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return ctx.Err() }) // ok: the caller gets it
	return g, ctx
}

func stored(r *registry) {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: it is in a field
	r.last = wg
}

func storedInMap(r *registry, name string) {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: it is in a map
	r.byName[name] = wg
}

func storedInSlice(r *registry) {
	var wg sync.WaitGroup
	wg.Go(work) // ok: it is in a slice
	r.all = append(r.all, &wg)
}

func storedInVariable() {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: it is in a package variable
	latest = wg
}

func storedInLiteral() *registry {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: it is in a struct
	return &registry{last: wg}
}

func storedInUnkeyedLiteral() any {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: it is in a struct
	return struct{ wg *sync.WaitGroup }{wg}
}

func sent(groups chan<- *sync.WaitGroup) {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: whoever receives it may wait
	groups <- wg
}

func converted() {
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: it is in an interface
	var x any = wg
	x.(interface{ Wait() }).Wait()
}

func inContext(ctx context.Context) context.Context {
	type key struct{}
	wg := new(sync.WaitGroup)
	wg.Go(work) // ok: it is in a context
	return context.WithValue(ctx, key{}, wg)
}

func ofMap(groups map[string]*sync.WaitGroup) {
	for _, wg := range groups {
		wg.Go(work) // ok: the map was made elsewhere
	}
	wg := groups["a"]
	wg.Go(work) // ok: the map was made elsewhere
	wg, ok := groups["b"]
	if ok {
		wg.Go(work) // ok: the map was made elsewhere
	}
}

func ofSlice(n int) {
	groups := make([]sync.WaitGroup, n)
	for i := range groups {
		wg := &groups[i]
		wg.Go(work) // ok: it is an element of something bigger
	}
	for i := range groups {
		groups[i].Wait()
	}
}

func ofCall() {
	wg := returned()
	wg.Go(work) // ok: someone else has made it
}

func ofAssertion(x any) {
	if wg, ok := x.(*sync.WaitGroup); ok {
		wg.Go(work) // ok: someone else has made it
	}
}

func ofField(r *registry) {
	wg := r.last
	wg.Go(work) // ok: someone else has made it
}

func ofChannel(groups <-chan *sync.WaitGroup) {
	wg := <-groups
	wg.Go(work) // ok: someone else has made it
}
