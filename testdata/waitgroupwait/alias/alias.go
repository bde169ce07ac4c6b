// Package alias has trackers with several names.
package alias

import "sync"

func work() {}

func never() {
	var wg sync.WaitGroup
	p := &wg
	p.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	go func() {
		defer p.Done()
		work()
	}()
}

func waited() {
	var wg sync.WaitGroup
	p := &wg
	wg.Go(work) // ok: Wait is called by the other name
	p.Wait()
}

func waitedByOriginal() {
	wg := new(sync.WaitGroup)
	counter := wg
	counter.Go(work) // ok: Wait is called by the first name
	wg.Wait()
}

func chain() {
	var wg sync.WaitGroup
	p := &wg
	q := p
	var r = q
	wg.Go(work) // ok: Wait is called by the third name
	r.Wait()
}

func chainNever() {
	var wg sync.WaitGroup
	p := &wg
	var q = p
	q.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

func assigned(urgent bool) {
	var first, second sync.WaitGroup
	p := &first
	if urgent {
		p = &second
	}
	first.Go(work)  // ok: p may stand for it
	second.Go(work) // ok: p may stand for it
	p.Wait()
}

func maybeTheirs(theirs *sync.WaitGroup, own bool) {
	wg := theirs
	if own {
		wg = new(sync.WaitGroup)
	}
	wg.Go(work) // ok: it may be the caller's
}

func blank() {
	var wg sync.WaitGroup
	wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	_ = &wg
}

func compared(other *sync.WaitGroup) bool {
	var wg sync.WaitGroup
	wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	return other == &wg
}

func early(fail bool) {
	var wg sync.WaitGroup
	p := &wg
	p.Go(work)
	if fail {
		return // want `return may be reached before "wg" is waited for`
	}
	p.Wait()
}

type group = sync.WaitGroup

func named() {
	var wg group
	wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}
