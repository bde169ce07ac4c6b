// Package paths has deferred calls that are pending on some ways to an exit.
package paths

import (
	"bufio"
	"errors"
	"flag"
	"io"
	"log"
	"os"
	"path/filepath"
	"sync"
)

// Above exits above the defer statement.
func Above(dir string) {
	if dir == "" {
		os.Exit(2) // ok: nothing is pending yet
	}
	defer os.RemoveAll(dir)
	work(dir)
}

// Loop comes back to an exit above the defer statement.
func Loop(dirs []string) {
	for _, dir := range dirs {
		if dir == "" {
			os.Exit(2) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 30`
		}
		defer os.RemoveAll(dir)
	}
}

// OtherBranch has the two in branches of their own.
func OtherBranch(dir string, keep bool) {
	if keep {
		os.Exit(3) // ok: the folder is there on the other branch
	} else {
		defer os.RemoveAll(dir)
	}
	work(dir)
}

// Excluded asks the same twice.
func Excluded(dir string, keep bool) {
	if !keep {
		defer os.RemoveAll(dir)
	}
	if keep {
		os.Exit(3) // ok: then nothing is deferred
	}
	if dir != "" && !keep {
		os.Exit(4) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 47`
	}
}

// Changed asks the same twice, of another value.
func Changed(dir string, keep bool) {
	if !keep {
		defer os.RemoveAll(dir)
	}
	keep = work(dir) != nil
	if keep {
		os.Exit(3) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 60`
	}
}

// Later finds another error than the one before the defer statement.
func Later(path string) {
	f, err := os.Create(path)
	if err != nil {
		log.Fatal(err) // ok: nothing is pending yet
	}
	w := bufio.NewWriter(f)
	defer w.Flush()
	w.WriteString("# route\n")
	err = work(path)
	if err != nil {
		log.Fatal(err) // want `log\.Fatal skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 75`
	}
}

// Done does on the way what is deferred.
func Done(dir, lock string) {
	defer os.RemoveAll(dir)
	defer os.Remove(lock)
	if work(dir) != nil {
		os.Remove(lock)
		os.RemoveAll(dir)
		os.Exit(1) // ok: nothing is left
	}
	if work(lock) != nil {
		os.RemoveAll(dir)
		os.Exit(1) // want `os\.Exit skips the call to os\.Remove deferred on line 86`
	}
}

// DoneSometimes does it on one of two ways.
func DoneSometimes(dir string) {
	defer os.RemoveAll(dir)
	if work(dir) != nil {
		os.RemoveAll(dir)
	}
	os.Exit(1) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 100`
}

// NotGot tests for the file below the defer statement.
func NotGot() {
	f, err := os.CreateTemp("", "route")
	defer os.Remove(f.Name())
	if err != nil {
		log.Fatal(err) // ok: there is no file
	}
	if _, err = f.WriteString("route"); err != nil {
		log.Fatal(err) // want `log\.Fatal skips the call to os\.Remove deferred on line 110`
	}
}

// Several exits that skip one call are one finding.
func Several(dir string) {
	defer os.RemoveAll(dir)
	if work(dir) != nil {
		os.Exit(1) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 121`
	}
	if work(filepath.Dir(dir)) != nil {
		os.Exit(2) // ok: told with the exit above
	}
}

// Worst names what matters most.
func Worst(dir string, out io.Writer) {
	defer os.RemoveAll(dir)
	var wg sync.WaitGroup
	defer wg.Wait()
	w := bufio.NewWriter(out)
	defer w.Flush()
	w.WriteString(dir)
	if work(dir) != nil {
		os.Exit(1) // want `os\.Exit skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 136`
	}
}

// Deferred exits when it returns, before what has been deferred above.
func Deferred(dir string) {
	defer os.RemoveAll(dir)
	defer os.Exit(0) // want `deferred os\.Exit skips the call to os\.RemoveAll deferred on line 145`
	work(dir)
}

// DeferredLast exits when all else that is deferred has run.
func DeferredLast(dir string) {
	defer os.Exit(0) // ok: deferred first, so it runs last
	defer os.RemoveAll(dir)
	work(dir)
}

// Panics runs deferred calls.
func Panics(dir string) {
	defer os.RemoveAll(dir)
	if work(dir) != nil {
		panic("no route") // ok: a panic runs what is deferred
	}
	log.Panic("no route") // ok: so does this
}

// Spawned exits on another goroutine.
func Spawned(dir string) {
	defer os.RemoveAll(dir)
	go log.Fatal(work(dir)) // ok: not on this path
}

// Literals are functions of their own.
func Literals(dir string) {
	defer os.RemoveAll(dir)
	flag.Func("quit", "end at once", func(string) error {
		os.Exit(0) // ok: runs when the flags are parsed, if at all
		return nil
	})
	go func() {
		scratch, _ := os.MkdirTemp(dir, "")
		defer os.RemoveAll(scratch)
		if work(scratch) != nil {
			log.Fatal("no route") // want `log\.Fatal skips the call to os\.RemoveAll deferred on line 181`
		}
	}()
	func() { // want `the func called here skips the call to os\.RemoveAll deferred on line 174`
		os.Exit(1)
	}()
}

// Dead code defers nothing.
func Dead(dir string) {
	return
	defer os.RemoveAll(dir) //nolint:govet // ok: control does not come here
	os.Exit(1)
}

func work(dir string) error {
	if dir == "" {
		return errors.New("no folder")
	}
	return nil
}
