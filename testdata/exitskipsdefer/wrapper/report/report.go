// Package report makes reports with functions that end the program.
package report

import (
	"bufio"
	"errors"
	"os"

	"example.com/fleet/exitskipsdefer/wrapper/fail"
)

// Always ends in an exit in another package.
func Always(trips []string) {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	w.WriteString("trips:\n")
	if len(trips) == 0 {
		fail.Now("no trips") // want `fail\.Now skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 15 \(it ends in os\.Exit\)`
	}
}

// OnError hands the error over.
func OnError(trips []string) {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, trip := range trips {
		_, err := w.WriteString(trip)
		fail.If(err) // want `fail\.If may skip the call to \(\*bufio\.Writer\)\.Flush deferred on line 25 \(on error it ends in os\.Exit\)`
	}
}

// OnSomeWays has the deferred call behind it only sometimes.
func OnSomeWays(trips []string) {
	w := bufio.NewWriter(os.Stdout)
	if len(trips) > 1 {
		defer w.Flush()
	}
	fail.If(errors.Join()) // ok: it exits sometimes, and the call is pending sometimes
}

// Below is not handed the error: it comes upon it.
func Below(paths []string) {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, path := range paths {
		w.WriteString(fail.Open(path).Name()) // ok: what Open does on error is told in Open
	}
}

// Variable is set to an exit.
var exit = os.Exit

// Quit calls it.
func Quit(dir string, code int) {
	defer os.RemoveAll(dir)
	exit(code) // want `exit skips the call to os\.RemoveAll deferred on line 55 \(it ends in os\.Exit\)`
}

// Or evaluates the exit only sometimes.
func Or(dir string, ready func() bool) {
	defer os.RemoveAll(dir)
	_ = ready() || quit() // want `quit skips the call to os\.RemoveAll deferred on line 61 \(it ends in os\.Exit\)`
}

func quit() bool {
	os.Exit(1)
	return false
}
