// Package packagecomment says in its comment what it asks of goroutines.
//
//quiesce:require owner
package packagecomment

import "os"

// Drop removes a file some time.
func Drop(name string) {
	go os.Remove(name) // ok: a function of another package is trusted
	go func() {        // want `goroutine calls os.Remove, and nobody waits for it or can stop it`
		_ = os.Remove(name)
	}()
}
