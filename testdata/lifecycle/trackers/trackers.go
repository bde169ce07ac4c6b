// Package trackers has functions that take trackers, and says what other
// packages learn about them.
package trackers

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

func work() {}

var last *sync.WaitGroup

// Start adds, and starts.
func Start(wg *sync.WaitGroup) { // want Start:"param 0 counts=true waits=false keeps=false"
	wg.Add(1)
	go func() {
		defer wg.Done()
		work()
	}()
}

// Go starts.
func Go(name string, g *errgroup.Group) { // want Go:"param 1 counts=true waits=false keeps=false"
	g.Go(func() error { return nil })
}

// StartAll hands on what starts.
func StartAll(n int, wg *sync.WaitGroup) { // want StartAll:"param 1 counts=true waits=false keeps=false"
	for range n {
		Start(wg)
	}
}

// Begin only adds: what it counts is started by its caller.
func Begin(wg *sync.WaitGroup) { // ok: it starts nothing
	wg.Add(1)
}

// Work counts off.
func Work(wg *sync.WaitGroup) { // want Work:"param 0 counts=false waits=false keeps=false marks always"
	defer wg.Done()
	work()
}

// TryWork counts off what it works on.
func TryWork(wg *sync.WaitGroup, ready bool) { // ok: on some ways only, of which callers learn nothing
	if ready {
		work()
		wg.Done()
	}
}

// Do adds and counts off in one go.
func Do(wg *sync.WaitGroup) { // ok: it starts nothing
	wg.Add(1)
	defer wg.Done()
	work()
}

// Wait waits.
func Wait(wg *sync.WaitGroup) { // want Wait:"param 0 counts=false waits=true keeps=false"
	wg.Wait()
}

// WaitLater waits in a goroutine, under another name.
func WaitLater(wg *sync.WaitGroup) { // want WaitLater:"param 0 counts=false waits=true keeps=false"
	p := wg
	go func() { p.Wait() }()
}

// Run starts and waits, for two groups.
func Run(readers, writers *sync.WaitGroup) { // want Run:"param 0 counts=true waits=false keeps=false; param 1 counts=true waits=true keeps=false"
	readers.Go(work)
	Start(writers)
	Wait(writers)
}

// Keep keeps.
func Keep(wg *sync.WaitGroup) { // want Keep:"param 0 counts=false waits=false keeps=true"
	last = wg
}

// Return hands back.
func Return(wg *sync.WaitGroup) *sync.WaitGroup { // want Return:"param 0 counts=false waits=false keeps=true"
	return wg
}

// Call hands on to a function that it does not know.
func Call(wg *sync.WaitGroup, f func(*sync.WaitGroup)) { // want Call:"param 0 counts=false waits=false keeps=true"
	f(wg)
}

// Declared waits, it says.
//
//quiesce:waits
func Declared(wg *sync.WaitGroup) { // want Declared:"param 0 counts=false waits=true keeps=false"
	_ = wg
}

// Ignore has no use for its parameter.
func Ignore(_ *sync.WaitGroup, g *errgroup.Group) { // want Ignore:"param 0 counts=false waits=false keeps=false marks never"
	if g != nil {
		g.SetLimit(1)
	}
}

// Many takes a list.
func Many(wgs ...*sync.WaitGroup) { // ok: callers take a list as kept
	for _, wg := range wgs {
		wg.Wait()
	}
}

// Ping and Pong hand the group back and forth.
func Ping(n int, wg *sync.WaitGroup) { // want Ping:"param 1 counts=false waits=true keeps=false"
	if n > 0 {
		Pong(n-1, wg)
	}
}

// Pong waits in the end.
func Pong(n int, wg *sync.WaitGroup) { // want Pong:"param 1 counts=false waits=true keeps=false"
	Ping(n, wg)
	wg.Wait()
}
