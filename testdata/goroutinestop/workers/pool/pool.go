// Package pool runs what it is handed in goroutines of its own.
package pool

import "sync"

// A Pool has a number of workers.
type Pool struct {
	tasks chan func()
	after chan func()
	later chan func()
	wg    sync.WaitGroup
	quit  chan struct{}
}

// New starts n workers.
func New(n int) *Pool {
	p := &Pool{tasks: make(chan func()), after: make(chan func()), later: make(chan func(), 8), quit: make(chan struct{})}
	for range n {
		p.wg.Go(p.work)
	}
	go func() { // ok: Close ends it
		for {
			select {
			case f := <-p.after:
				f()
			case <-p.quit:
				return
			}
		}
	}()
	return p
}

func (p *Pool) work() {
	for f := range p.tasks {
		safely(f)
		f()
	}
}

func safely(f func()) {
	defer func() { _ = recover() }()
	f()
}

// Submit hands f to a worker.
func (p *Pool) Submit(f func()) { p.tasks <- f }

// SubmitAll hands all of them to workers, and onError to nobody.
func (p *Pool) SubmitAll(onError func(), f func()) {
	select {
	case p.tasks <- f:
	case <-p.quit:
		onError()
	}
}

// After hands f to the one that comes after.
func (p *Pool) After(f func()) { p.after <- f }

// Later keeps f for the caller of Drain.
func (p *Pool) Later(f func()) { p.later <- f }

// Drain runs what has been kept, in the goroutine of the caller.
func (p *Pool) Drain() {
	close(p.later)
	for f := range p.later {
		f()
	}
}

// Close waits for the workers.
func (p *Pool) Close() {
	close(p.tasks)
	close(p.quit)
	p.wg.Wait()
}
