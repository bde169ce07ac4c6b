// Package testfiles has channels in its tests.
package testfiles

import (
	"testing"
	"time"
)

// Wait waits for the answer for a while.
func Wait(ask func() string) string {
	answers := make(chan string)
	go func() {
		answers <- ask() // want `send on "answers" blocks forever once the function has returned on line 19`
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

// Shutdown is for the tests of other packages.
func Shutdown(tb testing.TB, stop func() error) {
	errc := make(chan error)
	go func() {
		errc <- stop() // ok: the process ends with the test
	}()
	select {
	case err := <-errc:
		if err != nil {
			tb.Error(err)
		}
	case <-time.After(time.Minute):
		tb.Fatal("timed out")
	}
}

// A Gate is waited for and watched, and nothing opens it.
type Gate struct{ opened chan struct{} }

// NewGate makes one.
func NewGate() *Gate { return &Gate{opened: make(chan struct{})} }

// Wait waits for it.
func (g *Gate) Wait() {
	<-g.opened // want `receive from "opened" waits forever`
}

// Opened is for whoever watches the gate: nobody can open it by what it returns.
func (g *Gate) Opened() <-chan struct{} { return g.opened }
