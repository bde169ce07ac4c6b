// Package generated has a file that a program writes.
package generated

// Wait waits forever, by hand.
func Wait() {
	done := make(chan struct{})
	<-done // want `receive from "done" waits forever`
}
