// Package onlyone stops its workers with a value.
package onlyone

import (
	"sync"
	"time"
)

// A Pool has several workers and one value to stop them.
type Pool struct {
	jobs chan func()
	quit chan struct{}
	wg   sync.WaitGroup
}

// Start starts the workers.
func (p *Pool) Start(workers int) {
	p.jobs = make(chan func())
	p.quit = make(chan struct{})
	for range workers {
		p.wg.Add(1)
		go p.work()
	}
}

func (p *Pool) work() {
	defer p.wg.Done()
	for {
		select {
		case job := <-p.jobs:
			job()
		case <-p.quit:
			return
		}
	}
}

// Do hands a job to a worker.
func (p *Pool) Do(job func()) bool {
	select {
	case p.jobs <- job:
		return true
	default:
		return false
	}
}

// Stop stops one of them.
func (p *Pool) Stop() {
	p.quit <- struct{}{} // want `send on "quit" stops one goroutine only \(several are started on line 22\)`
	p.wg.Wait()
}

// Local has several tickers and one value for them.
func Local(names []string, tick func(string), wait func()) {
	quit := make(chan bool)
	for _, name := range names {
		go func() {
			for {
				select {
				case <-time.After(time.Second):
					tick(name)
				case <-quit:
					return
				}
			}
		}()
	}
	wait()
	quit <- true // want `send on "quit" stops one goroutine only`
}

// A Worker has a channel of its own.
type Worker struct{ quit chan struct{} }

func (w *Worker) run(do func()) {
	for {
		select {
		case <-time.After(time.Second):
			do()
		case <-w.quit:
			return
		}
	}
}

// Stop stops the worker.
func (w *Worker) Stop() {
	w.quit <- struct{}{} // ok: each worker has its own
}

// StartWorkers starts several.
func StartWorkers(n int, do func()) (list []*Worker) {
	for range n {
		w := &Worker{quit: make(chan struct{})}
		go w.run(do)
		list = append(list, w)
	}
	return list
}

// Each sends as often as it has started.
func Each(names []string, tick func(string), wait func()) {
	quit := make(chan bool)
	for _, name := range names {
		go func() {
			for {
				select {
				case <-time.After(time.Second):
					tick(name)
				case <-quit:
					return
				}
			}
		}()
	}
	wait()
	for range names {
		quit <- true // ok: one for each
	}
}

// Single has but one goroutine.
func Single(tick, wait func()) {
	quit := make(chan bool)
	go func() {
		for {
			select {
			case <-time.After(time.Second):
				tick()
			case <-quit:
				return
			}
		}
	}()
	wait()
	quit <- true // ok: there is one receiver
}

// Inside makes a channel for each goroutine.
func Inside(names []string, tick func(string), wait func()) {
	for _, name := range names {
		quit := make(chan bool)
		go func() {
			for {
				select {
				case <-time.After(time.Second):
					tick(name)
				case <-quit:
					return
				}
			}
		}()
		wait()
		quit <- true // ok: each has its own
	}
}

// Gate lets one through.
func Gate(names []string, enter func(string)) {
	turn := make(chan bool)
	for _, name := range names {
		go func() {
			for range names {
				<-turn
				enter(name)
			}
		}()
	}
	turn <- true // ok: they go on
}

// A Crew grows and shrinks.
type Crew struct {
	jobs chan func()
	quit chan struct{}
	size int
}

func (c *Crew) work() {
	for {
		select {
		case job := <-c.jobs:
			job()
		case <-c.quit:
			return
		}
	}
}

// Resize starts or stops as many as are too few or too many.
func (c *Crew) Resize(n int) {
	for ; c.size < n; c.size++ {
		go c.work()
	}
	for ; c.size > n; c.size-- {
		go func() { c.quit <- struct{}{} }() // ok: in a loop
	}
}

// A Gang shrinks by one.
type Gang struct {
	jobs chan func()
	quit chan struct{}
}

func (g *Gang) work() {
	for {
		select {
		case job := <-g.jobs:
			job()
		case <-g.quit:
			return
		}
	}
}

// Start starts the workers.
func (g *Gang) Start(n int) {
	g.jobs, g.quit = make(chan func(), n), make(chan struct{})
	for range n {
		go g.work()
	}
}

// Shrink stops one.
func (g *Gang) Shrink() {
	g.quit <- struct{}{} // ok: one is meant
}
