// Package limits has a group that lets so many run at a time.
package limits

import "sync"

// A Group counts and limits.
type Group struct {
	wg    sync.WaitGroup
	slots chan struct{}
}

// New returns a group for n at a time.
func New(n int) *Group { return &Group{slots: make(chan struct{}, n)} }

// Add takes a slot.
func (g *Group) Add() {
	g.slots <- struct{}{}
	g.wg.Add(1) // ok: Done marks it as done
}

// AddN counts several.
func (g *Group) AddN(n int) {
	g.wg.Add(n) // ok: Done marks them as done
}

// Done gives the slot back.
func (g *Group) Done() {
	<-g.slots
	g.wg.Done()
}

// Wait waits.
func (g *Group) Wait() { g.wg.Wait() }

// A Loose group may leave out a mark.
type Loose struct {
	wg   sync.WaitGroup
	open bool
}

// Add counts.
func (l *Loose) Add() { l.wg.Add(1) }

// Done marks as done what is open.
func (l *Loose) Done() {
	if !l.open {
		return
	}
	l.wg.Done()
}

// Wait waits.
func (l *Loose) Wait() { l.wg.Wait() }
