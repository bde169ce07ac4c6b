// Package use calls generated code.
package use

import "example.com/fleet/exitoutsidemain/generated"

// Turn changes the lane.
func Turn(l generated.Lane) string {
	if l == 0 {
		return l.String() // ok: what it does is its own choice
	}
	return generated.MustString(l) // want `^call to generated\.MustString ends the process outside main \(it calls log\.Fatal\)$`
}
