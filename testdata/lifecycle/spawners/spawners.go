// Package spawners has functions that run what they are given, in a goroutine
// and otherwise.
package spawners

import "sync"

// Direct starts it right here.
func Direct(f func()) { go f() } // want Direct:"spawns .0."

// Literal calls it in a literal.
func Literal(name string, f func() error) { // want Literal:"spawns .1."
	go func() {
		defer recoverPanic(name)
		_ = f()
	}()
}

// Helper hands it to what it starts.
func Helper(f func()) { go call("helper", f) } // want Helper:"spawns .0."

// Chain hands it to one that starts it.
func Chain(f func()) { Helper(f) } // want Chain:"spawns .0."

// Counted is counted.
func Counted(wg *sync.WaitGroup, f func()) { wg.Go(f) } // want Counted:"spawns .1."

// Both starts the second only.
func Both(before, f func()) { // want Both:"spawns .1."
	before()
	go f()
}

// Declared is known by its comment.
//
//quiesce:spawns
func Declared(f func()) { queue <- f } // want Declared:"spawns .0."

// Second is known by its comment, which names the parameter.
//
//quiesce:spawns 1
func Second(onError, f func()) { queue <- f } // want Second:"spawns .1."

// Wrong names a parameter that is no function.
//
//quiesce:spawns 0
func Wrong(name string, f func()) { queue <- f }

// Here calls it here.
func Here(f func()) { f() }

// Deferred calls it when it returns.
func Deferred(f func()) { defer f() }

// Kept only keeps it.
func Kept(f func()) { queue <- f }

// Returned starts nothing yet.
func Returned(f func()) func() { return func() { f() } }

var queue = make(chan func())

func call(name string, f func()) {
	defer recoverPanic(name)
	f()
}

func recoverPanic(string) { _ = recover() }
