// Package owntrackers marks as done with types that have a group in them.
package owntrackers

import (
	"errors"
	"os"
	"sync"

	"example.com/fleet/waitgroupdone/owntrackers/limits"
)

var errEmpty = errors.New("empty")

func load(name string) error {
	_, err := os.Stat(name)
	return err
}

func loadAll(names []string) {
	g := limits.New(4)
	for _, name := range names {
		g.Add()
		go func() {
			if err := load(name); err != nil {
				return // want `return skips the Done for "g" on line \d+`
			}
			g.Done()
		}()
	}
	g.Wait()
}

func loadAllDeferred(names []string) {
	g := limits.New(4)
	for _, name := range names {
		g.Add() // ok: Done is deferred
		go func() {
			defer g.Done()
			if err := load(name); err != nil {
				return
			}
		}()
	}
	g.Wait()
}

func loadNamed(names []string) {
	g := limits.New(4)
	for _, name := range names {
		g.Add() // want `"g" is counted here, but a round of the loop may start nothing that calls Done`
		if name == "" {
			continue
		}
		go func() {
			defer g.Done()
			_ = load(name)
		}()
	}
	g.Wait()
}

func loadTwice(name string) {
	g := limits.New(4)
	g.Add()
	go func() {
		defer g.Done()
		if err := load(name); err != nil {
			g.Done() // want `Done for "g" may be called here a second time, after line \d+`
		}
	}()
	g.Wait()
}

func loadCounted(names []string) {
	g := limits.New(4)
	g.AddN(len(names)) // want `Add counts len\(names\) for "g", but a round of the loop on line \d+ may start nothing that calls Done`
	for _, name := range names {
		if name == "" {
			continue
		}
		go func() {
			defer g.Done()
			_ = load(name)
		}()
	}
	g.Wait()
}

func loadLate(name string) {
	g := limits.New(4)
	go func() {
		defer g.Done()
		_ = load(name)
	}()
	g.Add() // want `"g" is counted after the goroutine that calls Done has been started`
	g.Wait()
}

func loadInside(name string) {
	g := limits.New(4)
	go func() {
		g.Add() // want `"g" is counted in the goroutine itself`
		defer g.Done()
		_ = load(name)
	}()
	g.Wait()
}

func loadLoose(names []string) {
	var l limits.Loose
	for _, name := range names {
		l.Add() // ok: it is not known what Done does
		go func() {
			if err := load(name); err != nil {
				return
			}
			l.Done()
		}()
	}
	l.Wait()
}

func loadNever(names []string) {
	g := limits.New(4)
	for range names {
		g.Add() // want `"g" is counted here, but nothing calls Done \(Wait on line \d+ blocks forever\)`
	}
	g.Wait()
}

// tally is a group of this package.
type tally struct {
	wg sync.WaitGroup
	n  int
}

func (t *tally) begin() {
	t.n++
	t.wg.Add(1) // ok: end marks it as done
}

func (t *tally) end() { t.wg.Done() }

func (t *tally) wait() { t.wg.Wait() }

func tallied(names []string) {
	var t tally
	for _, name := range names {
		t.begin()
		go func() {
			if err := load(name); err != nil {
				return // want `return skips the Done for "t" on line \d+`
			}
			t.end()
		}()
	}
	t.wait()
}

func tallyWorker(t *tally, name string) {
	defer t.end()
	_ = load(name)
}

func talliedByWorker(names []string) error {
	var t tally
	for _, name := range names {
		if name == "" {
			return errEmpty
		}
		t.begin() // ok: the worker marks it as done
		go tallyWorker(&t, name)
	}
	t.wait()
	return nil
}
