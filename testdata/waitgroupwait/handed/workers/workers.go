// Package workers gets trackers from other packages.
package workers

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

var pending []*sync.WaitGroup

// Run does one piece of work and counts it off.
func Run(wg *sync.WaitGroup, id string) {
	defer wg.Done()
	println(id)
}

// Start starts a piece of work for each id.
func Start(wg *sync.WaitGroup, ids []string) {
	for _, id := range ids {
		wg.Add(1)
		go Run(wg, id)
	}
}

// Finish waits.
func Finish(wg *sync.WaitGroup) { wg.Wait() }

// FinishSoon waits in a goroutine.
func FinishSoon(wg *sync.WaitGroup, done chan<- struct{}) {
	go func() {
		finish(wg)
		close(done)
	}()
}

func finish(wg *sync.WaitGroup) { Finish(wg) }

// Remember keeps wg for later.
func Remember(wg *sync.WaitGroup) { pending = append(pending, wg) }

// FinishAll waits for all of them.
func FinishAll(wgs ...*sync.WaitGroup) {
	for _, wg := range wgs {
		wg.Wait()
	}
}

// Look does nothing with the group.
func Look(g *errgroup.Group) bool { return g != nil }

// A Waiter is anything that can be waited for.
type Waiter interface{ Wait() }

// Await waits for anything.
func Await(w Waiter) { w.Wait() }

// A Pool starts work in groups that it is handed.
type Pool struct{ limit int }

// Fill starts work in g.
func (p *Pool) Fill(g *errgroup.Group, work func() error) {
	g.SetLimit(p.limit)
	for range p.limit {
		g.Go(work)
	}
}

// Drain waits for g.
func (p *Pool) Drain(g *errgroup.Group) error { return g.Wait() }

// Each starts work for items of any type.
func Each[T any](wg *sync.WaitGroup, items []T, work func(T)) {
	for _, item := range items {
		wg.Go(func() { work(item) })
	}
}

// A Starter starts work somehow.
type Starter interface {
	Start(wg *sync.WaitGroup)
}
