// Package pool runs functions for others.
package pool

// A Pool has a fixed number of workers.
type Pool struct{ work chan func() }

// Go runs f in a worker of its own.
func Go(f func()) { spawn(f) }

// Submit queues f under a name.
func (p *Pool) Submit(name string, f func()) { p.work <- f }

// SubmitAll queues the functions under a name.
func (p *Pool) SubmitAll(name string, fs ...func()) {
	for _, f := range fs {
		p.work <- f
	}
}

// Inline runs f at once.
func (p *Pool) Inline(f func()) { f() }

// Each calls f for each name.
func Each(names []string, f func(string)) {
	for _, name := range names {
		f(name)
	}
}

func spawn(f func()) {
	go f()
}
