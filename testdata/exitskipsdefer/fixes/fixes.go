// Package fixes has exits before which the deferred call can be made.
package fixes

import (
	"bufio"
	"log"
	"os"
)

var play = func(dir string) error { return nil }

// Simple is mended in both places.
func Simple(dir string) {
	defer os.RemoveAll(dir)
	err := play(dir)
	if err != nil {
		log.Fatal(err) // want `log\.Fatal skips the call to os\.RemoveAll deferred on line 14`
	}
	switch dir {
	case "/":
		os.Exit(1) // ok: told above, and mended here
	}
}

// Args would be evaluated when the folder is gone.
func Args(dir string) {
	defer os.RemoveAll(dir)
	log.Fatal(play(dir)) // want `log\.Fatal skips the call to os\.RemoveAll deferred on line 27`
}

// Assigned would remove another folder.
func Assigned(dir string) {
	defer os.RemoveAll(dir)
	dir = "/"
	os.Exit(1) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 33`
}

// Shadowed would, too.
func Shadowed(dirs []string) {
	for _, dir := range dirs {
		defer os.RemoveAll(dir)
		if dir := "/"; play(dir) != nil {
			os.Exit(1) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 41`
		}
	}
}

// Several calls would come in the wrong order.
func Several(dir string, w *bufio.Writer) {
	defer os.RemoveAll(dir)
	defer w.Flush()
	os.Exit(1) // want `os\.Exit skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 51`
}

// Literal is not repeated.
func Literal(dir string) {
	defer func() {
		os.RemoveAll(dir)
	}()
	os.Exit(1) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 57`
}

// Hooked exits in a condition.
func Hooked(dir string, end func() bool) {
	defer os.RemoveAll(dir)
	_ = end() || quit() // want `quit skips the call to os\.RemoveAll deferred on line 65`
}

func quit() bool {
	os.Exit(1)
	return true
}
