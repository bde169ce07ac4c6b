// Package atexit ends programs, after what has been registered for that.
package atexit

import (
	"fmt"
	"os"
)

var hooks []func()

// Register has f called before the program ends.
func Register(f func()) { hooks = append(hooks, f) }

func runHooks() {
	for i := len(hooks) - 1; i >= 0; i-- {
		hooks[i]()
	}
}

// Exit calls what has been registered.
func Exit(code int) {
	runHooks()
	os.Exit(code)
}

// Fatal does so, too.
func Fatal(err error) {
	fmt.Fprintln(os.Stderr, err)
	Exit(1)
}

var last func()

// Finally has f called before Quit ends the program.
func Finally(f func()) { last = f }

// Quit calls it.
func Quit(code int) {
	if last != nil {
		last()
	}
	os.Exit(code)
}

// Abort calls what it is given, and not what others have registered.
func Abort(checks []func() error) {
	for _, check := range checks {
		fmt.Fprintln(os.Stderr, check())
	}
	os.Exit(1)
}
