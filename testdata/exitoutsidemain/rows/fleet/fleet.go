// Package fleet has exits that the analysis cannot see.
package fleet

import (
	"os"
	"os/signal"
	"syscall"
)

// A Logger has many implementations.
type Logger interface {
	Abort(msg string)
	Info(msg string)
}

// Quit sends itself a signal.
func Quit() {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		p.Signal(syscall.SIGKILL) // ok: Quit is a row
	}
}

// A Vehicle is driven by a computer.
type Vehicle struct{ hooks map[string]func() }

// Explode runs a hook that never returns.
func (v *Vehicle) Explode() { v.hooks["explode"]() }

// Stop runs a hook that returns.
func (v *Vehicle) Stop() { v.hooks["stop"]() }

// Pool is generic.
type Pool[V any] struct{ vehicles []V }

// Drop ends the process while there are vehicles.
func (p *Pool[V]) Drop() {
	if len(p.vehicles) == 0 {
		return
	}
	os.Exit(1) // ok: Drop is a row, so its callers know
}

// Watch quits at the first signal.
func Watch(l Logger) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	<-c
	l.Info("interrupted") // ok: returns
	Quit()                // want `^call to Quit ends the process outside main \(deferred calls and other goroutines are cut off\)$`
}
