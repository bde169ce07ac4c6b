// Package queue calls functions of package flush.
package queue

import "example.com/fleet/exitoutsidemain/directives/flush"

// Drain empties the queue.
func Drain(n int, b flush.Breaker) {
	switch n {
	case 0:
		flush.Now(0) // ok: answered for in package flush
	case 1:
		flush.Later() // ok: answered for in package flush
	case 2:
		flush.Above() // ok: answered for in package flush
	case 3:
		flush.Some(1) // ok: answered for in package flush, if in part
	case 4:
		flush.Other() // want `^call to flush\.Other ends the process outside main \(it calls log\.Fatal\)$`
	case 5:
		flush.Crash(nil) // want `^call to flush\.Crash ends the process outside main \(deferred calls and other goroutines are cut off\)$`
	case 6:
		flush.Use() // want `^call to flush\.Use ends the process outside main \(it calls flush\.die\)$`
	case 7:
		b.Trip("drained") // want `^call to \(flush\.Breaker\)\.Trip ends the process outside main`
	}
}
