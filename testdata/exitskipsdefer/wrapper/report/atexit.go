package report

import (
	"os"

	"github.com/sirupsen/logrus"

	"example.com/fleet/exitskipsdefer/wrapper/atexit"
)

// Elsewhere are the hooks that the exits of another package run.
func Elsewhere(dir string, n int) {
	defer os.RemoveAll(dir)
	fail := func() { atexit.Exit(3) }
	switch n {
	case 1:
		atexit.Exit(n) // ok: the folder may be registered
	case 2:
		atexit.Fatal(os.ErrInvalid) // ok: the same two calls further
	case 3:
		atexit.Quit(n) // ok: one hook in a variable
	case 4:
		fail() // ok: a literal that comes to it
	}
	atexit.Abort(nil) // want `atexit\.Abort skips the call to os\.RemoveAll deferred on line 13 \(it ends in os\.Exit\)`
}

// Handler is registered with the library that ends the process.
func Handler(pidFile string, err error) {
	remove := func() { os.Remove(pidFile) }
	logrus.RegisterExitHandler(remove)
	defer remove()
	if err != nil {
		logrus.Fatal(err) // ok: it calls remove
	}
}

// OtherHandler has been registered for something else.
func OtherHandler(pidFile, socket string, err error) {
	logrus.RegisterExitHandler(func() { os.Remove(socket) })
	defer os.Remove(pidFile)
	if err != nil {
		logrus.Fatal(err) // want `logrus\.Fatal skips the call to os\.Remove deferred on line 41`
	}
}
