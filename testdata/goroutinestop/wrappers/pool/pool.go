// Package pool starts goroutines for its callers.
package pool

import (
	"log"
	"sync"
)

// A Group keeps count of what it has started.
type Group struct{ wg sync.WaitGroup }

// Go runs f in a goroutine that does not take the process down.
func (g *Group) Go(name string, f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		defer func() {
			if r := recover(); r != nil {
				log.Printf("%s: %v", name, r)
			}
		}()
		f()
	}()
}

// Wait waits for everything.
func (g *Group) Wait() { g.wg.Wait() }

// Each calls f right here.
func Each(items []string, f func(string)) {
	for _, item := range items {
		f(item)
	}
}

// Submit hands f to a worker that is not in sight.
//
//quiesce:spawns
func Submit(f func()) { queue <- f }

// SubmitNamed has the function as its second argument.
//
//quiesce:spawns 1
func SubmitNamed(onError, f func()) { queue <- f }

var queue = make(chan func())
