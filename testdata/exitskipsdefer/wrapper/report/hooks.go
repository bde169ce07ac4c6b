package report

import (
	"errors"
	"os"
)

var atExit []func()

func end(code int) {
	for _, f := range atExit {
		f()
	}
	os.Exit(code)
}

func endIf(err error) {
	if err != nil {
		end(1)
	}
}

var first [1]func()

func leave(code int) {
	first[0]()
	os.Exit(code)
}

// Hooks are run by the exit. They may do what is deferred.
func Hooks(dir string, n int) {
	defer os.RemoveAll(dir)
	endIf(errors.New(dir)) // ok: who knows what is registered
	if n > 1 {
		leave(2) // ok: nor here
	}
	end(n) // ok: nor here
}
