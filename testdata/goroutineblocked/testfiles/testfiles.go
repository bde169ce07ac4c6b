// Package testfiles has channels in its tests.
package testfiles

import "time"

// Wait waits for the answer for a while.
func Wait(ask func() string) string {
	answers := make(chan string)
	go func() {
		answers <- ask() // want `send on "answers" blocks forever once the function has returned on line 16`
	}()
	select {
	case a := <-answers:
		return a
	case <-time.After(time.Second):
		return ""
	}
}

// A Door is closed by its tests only.
type Door struct{ closed chan struct{} }

// NewDoor makes one.
func NewDoor() *Door { return &Door{make(chan struct{})} }

// Wait waits for what only a test does.
func (d *Door) Wait() {
	<-d.closed // want `receive from "closed" waits forever`
}
