// Package handed hands trackers to functions.
package handed

import (
	"sync"

	"golang.org/x/sync/errgroup"

	"example.com/fleet/waitgroupwait/handed/workers"
)

func worker(id string, wg *sync.WaitGroup) {
	defer wg.Done()
	println(id)
}

func startWorkers(wg *sync.WaitGroup, ids []string) {
	for _, id := range ids {
		wg.Add(1)
		go worker(id, wg)
	}
}

func finish(wg *sync.WaitGroup) { wg.Wait() }

func finishLater(wg *sync.WaitGroup) {
	defer finish(wg)
	println("finishing")
}

func remember(wg *sync.WaitGroup, list []*sync.WaitGroup) []*sync.WaitGroup {
	return append(list, wg)
}

func onlyDone(ids []string) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go worker(id, &wg)
	}
}

func counts(ids []string) {
	var wg sync.WaitGroup
	startWorkers(&wg, ids) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

func waits(ids []string) {
	var wg sync.WaitGroup
	startWorkers(&wg, ids) // ok: finish waits
	finish(&wg)
}

func waitsFurtherDown(ids []string) {
	wg := new(sync.WaitGroup)
	startWorkers(wg, ids) // ok: what finishLater calls waits
	finishLater(wg)
}

func keeps(ids []string) []*sync.WaitGroup {
	var wg sync.WaitGroup
	startWorkers(&wg, ids) // ok: the caller gets the group in a list
	return remember(&wg, nil)
}

func literalParameter(ids []string) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go func(wg *sync.WaitGroup, id string) {
			defer wg.Done()
			println(id)
		}(&wg, id)
	}
}

func funcVariable(ids []string) {
	var wg sync.WaitGroup
	run := func(wg *sync.WaitGroup, id string) {
		defer wg.Done()
		println(id)
	}
	for _, id := range ids {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go run(&wg, id)
	}
}

func funcValue(start func(*sync.WaitGroup)) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: it is not known what start does
	start(&wg)
	go worker("a", &wg)
}

func interfaceMethod(s workers.Starter) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: it is not known what the method does
	s.Start(&wg)
	go worker("a", &wg)
}

func asInterface() {
	var wg sync.WaitGroup
	wg.Add(1) // ok: Await may wait through its interface
	go worker("a", &wg)
	workers.Await(&wg)
}

func asInterfaceVariable(done chan<- workers.Waiter) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: w waits through its interface
	go worker("a", &wg)
	var w workers.Waiter = &wg
	w.Wait()
}

func methodExpression() {
	var wg sync.WaitGroup
	wg.Add(1) // ok: Wait is called as a function
	go worker("a", &wg)
	(*sync.WaitGroup).Wait(&wg)
}

func otherPackageOnlyDone(ids []string) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
		go workers.Run(&wg, id)
	}
}

func otherPackageCounts(ids []string) {
	var wg sync.WaitGroup
	workers.Start(&wg, ids) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

func otherPackageWaits(ids []string) {
	var wg sync.WaitGroup
	workers.Start(&wg, ids) // ok: Finish waits
	workers.Finish(&wg)
}

func otherPackageWaitsSoon(ids []string, done chan<- struct{}) {
	var wg sync.WaitGroup
	workers.Start(&wg, ids) // ok: a goroutine of FinishSoon waits
	workers.FinishSoon(&wg, done)
}

func otherPackageKeeps(ids []string) {
	var wg sync.WaitGroup
	workers.Start(&wg, ids) // ok: Remember keeps the group
	workers.Remember(&wg)
}

func otherPackageVariadic(ids []string) {
	var first, second sync.WaitGroup
	workers.Start(&first, ids)  // ok: FinishAll may wait
	workers.Start(&second, ids) // ok: FinishAll may wait
	workers.FinishAll(&first, &second)
}

func otherPackageMethods(p *workers.Pool, work func() error) error {
	var g errgroup.Group
	p.Fill(&g, work) // ok: Drain waits
	return p.Drain(&g)
}

func otherPackageMethodCounts(p *workers.Pool, work func() error) {
	var g errgroup.Group
	p.Fill(&g, work) // want `errgroup.Group "g" counts goroutines but is never waited for`
	workers.Look(&g)
}

func otherPackageGeneric(ids []string) {
	var wg sync.WaitGroup
	workers.Each(&wg, ids, func(id string) { println(id) }) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

func generic[T any](wg *sync.WaitGroup, items []T, work func(T)) {
	for _, item := range items {
		wg.Go(func() { work(item) })
	}
}

func genericCounts(ids []string) {
	var wg sync.WaitGroup
	generic(&wg, ids, func(id string) { println(id) }) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

// A parameter is its caller's to wait for.
func parameter(wg *sync.WaitGroup, g *errgroup.Group) {
	wg.Add(1) // ok: the caller has the group
	go worker("a", wg)
	g.Go(func() error { return nil }) // ok: the caller has the group
}

func skipped(ids []string, fail bool) {
	var wg sync.WaitGroup
	startWorkers(&wg, ids)
	if fail {
		return // want `return may be reached before "wg" is waited for`
	}
	finish(&wg)
}

func skippedAcross(p *workers.Pool, work func() error, fail bool) error {
	var g errgroup.Group
	p.Fill(&g, work)
	if fail {
		return nil // want `return may be reached before "g" is waited for`
	}
	return p.Drain(&g)
}
