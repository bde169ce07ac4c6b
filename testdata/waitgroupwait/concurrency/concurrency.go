// Package concurrency counts what is no goroutine, or started elsewhere.
package concurrency

import "sync"

type pool interface{ Submit(func()) }

func work() {}

func sameFunction(ids []string) {
	var wg sync.WaitGroup
	for range ids {
		wg.Add(1) // ok: what is counted is done on the spot
		work()
		wg.Done()
	}
}

func deferredDone() {
	var wg sync.WaitGroup
	wg.Add(1) // ok: what is counted is done on the spot
	defer wg.Done()
	work()
}

func neverDone() {
	var wg sync.WaitGroup
	wg.Add(1) // ok: nothing ends that one could wait for
	work()
}

func doneElsewhere(p pool) {
	var wg sync.WaitGroup
	wg.Add(1) // want `sync.WaitGroup "wg" counts work but is never waited for`
	p.Submit(func() {
		defer wg.Done()
		work()
	})
}

func doneElsewhereWaited(p pool) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: Wait is called below
	p.Submit(func() {
		defer wg.Done()
		work()
	})
	wg.Wait()
}

func doneByValue(p pool) {
	var wg sync.WaitGroup
	wg.Add(1) // want `sync.WaitGroup "wg" counts work but is never waited for`
	p.Submit(wg.Done)
}

func unused() {
	var wg sync.WaitGroup
	wg.Wait() // ok: nothing is counted
}

func onlyWaits(wg *sync.WaitGroup) {
	wg.Wait() // ok: the caller counts
}

// A Throttle uses its counter as a number.
type Throttle struct{ n sync.WaitGroup }

// Enter counts.
func (t *Throttle) Enter() {
	t.n.Add(1) // ok: nothing is counted off
}
