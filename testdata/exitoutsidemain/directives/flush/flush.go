// Package flush ends the process where someone answers for it.
package flush

import (
	"log"
	"os"
)

// Now is asked for by an operator, when nothing else runs any more.
func Now(code int) {
	//lint:ignore quiesce/exitoutsidemain the operator's console has no state // ok: silences Now and its callers
	os.Exit(code)
}

// Later is silenced for golangci-lint.
func Later() {
	log.Fatal("later") //nolint:quiesce // ok: silences Later and its callers
}

// Some is silenced in part.
func Some(code int) {
	if code == 0 {
		os.Exit(0) //nolint // ok: silenced
	}
	os.Exit(code) // want `call to os\.Exit ends the process outside main`
}

// Other is silenced for another linter.
func Other() {
	log.Fatal("other") //nolint:errcheck // want `call to log\.Fatal ends the process outside main`
}

// Above calls what is answered for, in this package.
func Above() {
	Now(1) // ok: answered for in Now
}

// die ends the process, which its callers know.
//
//quiesce:exits
func die(code int) { // ok: declared, so its body is silent
	if code >= 0 {
		os.Exit(code)
	}
	log.Fatalf("status %d", code)
}

// A Breaker cuts the power.
type Breaker interface {
	Trip(reason string) //quiesce:exits
	// Blow is for good.
	//
	//quiesce:exits
	Blow()
	Test() error
}

// Crash is declared and known to other packages.
//
//quiesce:exits
func Crash(b []byte) {
	kill(len(b))
}

// kill is written in assembly elsewhere; what it does cannot be seen.
var kill = func(int) {}

// Use calls what is declared.
func Use() {
	if os.Getpid() == 1 {
		die(1) // want `^call to die ends the process outside main \(deferred calls and other goroutines are cut off\)$`
	}
	Crash(nil) // want `^call to Crash ends the process outside main`
}

// Cut uses a breaker.
func Cut(b Breaker, reason string) {
	if reason == "" {
		b.Blow() // want `^call to \(Breaker\)\.Blow ends the process outside main \(deferred calls and other goroutines are cut off\)$`
	}
	if b.Test() == nil { // ok: not declared
		b.Trip(reason) // want `^call to \(Breaker\)\.Trip ends the process outside main`
	}
}
