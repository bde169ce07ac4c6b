// Package badlevel asks for a level that there is none of.
//
//quiesce:require owners // want `directive requires "owners", which is no level \(it changes nothing; the levels are stop, owner, context\)`
package badlevel

import "os"

// Drop removes a file some time.
func Drop(name string) {
	go func() { // ok: at level stop, which is the flag's
		_ = os.Remove(name)
	}()
}
