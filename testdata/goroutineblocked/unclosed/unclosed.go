// Package unclosed has workers that range over channels.
package unclosed

import "sync"

// Local starts workers that stay.
func Local(items []string, workers int, do func(string)) {
	work := make(chan string)
	for range workers {
		go func() {
			for item := range work { // want `range over "work" never ends \(nothing closes it\)`
				do(item)
			}
		}()
	}
	for _, item := range items {
		work <- item
	}
}

// A Pool has workers for its life time, and that has no end.
type Pool struct {
	jobs chan func()
	done chan struct{}
	wg   sync.WaitGroup
}

// NewPool starts the workers.
func NewPool(workers int) *Pool {
	p := &Pool{jobs: make(chan func()), done: make(chan struct{})}
	for range workers {
		p.wg.Add(1)
		go p.work()
	}
	return p
}

func (p *Pool) work() {
	defer p.wg.Done()
	for job := range p.jobs { // want `range over "jobs" never ends`
		job()
	}
}

// Do hands a job to a worker.
func (p *Pool) Do(job func()) { p.jobs <- job }

// Close closes something, but not what the workers range over.
func (p *Pool) Close() {
	close(p.done)
	p.wg.Wait()
}

// A Queue closes its channel in a method.
type Queue struct {
	items chan string
}

// NewQueue starts the worker.
func NewQueue(do func(string)) *Queue {
	q := &Queue{items: make(chan string, 16)}
	go func() {
		for item := range q.items { // ok: Close closes it
			do(item)
		}
	}()
	return q
}

// Add adds an item.
func (q *Queue) Add(item string) { q.items <- item }

// Close ends the worker.
func (q *Queue) Close() { close(q.items) }

// Sentinel leaves the loop by itself.
func Sentinel(items []string, do func(string)) {
	work := make(chan string)
	go func() {
		for item := range work { // ok: an empty item ends it
			if item == "" {
				return
			}
			do(item)
		}
	}()
	for _, item := range items {
		work <- item
	}
	work <- ""
}

// Given ranges over a channel of someone else.
func Given(work <-chan string, do func(string)) {
	go func() {
		for item := range work { // ok: the caller may close it
			do(item)
		}
	}()
}

// ClosedByHelper leaves the closing to a function.
func ClosedByHelper(items []string, do func(string)) {
	work := make(chan string)
	go feed(items, work)
	for item := range work { // ok: feed closes it
		do(item)
	}
}

func feed(items []string, to chan<- string) {
	defer close(to)
	for _, item := range items {
		to <- item
	}
}

// A Registry lives as long as the process: it has no method to end it.
type Registry struct {
	updates chan string
	names   map[string]bool
}

// NewRegistry starts the loop.
func NewRegistry() *Registry {
	r := &Registry{updates: make(chan string, 64), names: make(map[string]bool)}
	go func() {
		for name := range r.updates { // ok: nothing of the registry ends
			r.names[name] = true
		}
	}()
	return r
}

// Set sets a name.
func (r *Registry) Set(name string) { r.updates <- name }
