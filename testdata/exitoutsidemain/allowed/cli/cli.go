// Package cli has functions that the flag allow names, and others.
package cli

import (
	"fmt"
	"log"
	"os"
	"syscall"
)

// Usage is allowed by its name.
func Usage() {
	fmt.Fprintln(os.Stderr, "usage: fleet command")
	os.Exit(2) // ok: Usage is allowed to
}

// Check is allowed by its name.
func Check(errs ...error) {
	fail := func(err error) {
		log.Fatal(err) // ok: in Check
	}
	for _, err := range errs {
		if err != nil {
			fail(err)
		}
	}
}

// Fail is not allowed.
func Fail(err error) {
	log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
}

// Restart calls what is allowed everywhere.
func Restart() {
	syscall.Exit(75) // ok: syscall.Exit is allowed
}

// A Prompt asks the operator.
type Prompt struct{ abort func() }

// Abort is allowed by its name and that of the type.
func (p *Prompt) Abort() {
	p.abort()
	os.Exit(1) // ok: (*Prompt).Abort is allowed to
}

// Leave is not allowed.
func (p *Prompt) Leave() {
	p.abort = Usage // ok: Usage is allowed to
	os.Exit(0)      // want `call to os\.Exit ends the process outside main`
}
