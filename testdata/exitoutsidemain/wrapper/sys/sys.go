// Package sys keeps the ways out of the process in variables, so that tests
// can replace them.
package sys

import (
	"log"
	"os"
)

// Exit ends the process.
var Exit = os.Exit // ok: reported where it is called

// OnCorruption is called when a file is not what was written.
var OnCorruption = func(path string) {
	log.Fatalf("%s is corrupt", path) // want `call to log\.Fatalf ends the process outside main`
}

// OnFull is called when the disk is full.
var OnFull = func(path string) { log.Printf("no room for %s", path) }

// OnMissing may be set by the program.
var OnMissing func(path string)

// fatal is not seen by other packages.
var fatal = log.Fatal

// Halt goes through the variable.
func Halt(reason string) {
	fatal("halt: ", reason) // want `call to fatal ends the process outside main \(it calls log\.Fatal\)`
}
