// Package tasks has a type that counts and waits.
package tasks

import "sync"

// A Group runs tasks.
type Group struct {
	wg   sync.WaitGroup
	mu   sync.Mutex
	errs []error
}

// New returns a group.
func New() *Group { return &Group{} }

// Default is a group that all have.
var Default = New()

// Start runs a task.
func (g *Group) Start(task func() error) { // ok: Wait waits
	g.wg.Go(func() {
		if err := task(); err != nil {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.errs = append(g.errs, err)
		}
	})
}

// Wait waits for all tasks.
func (g *Group) Wait() []error {
	g.wg.Wait()
	return g.errs
}
