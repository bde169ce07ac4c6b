// Package says has functions that say by their names or in a comment that they
// may not return, and others.
package says

import (
	"errors"
	"log"
	"os"
	"runtime"
)

// CheckFatal is for what cannot go on.
func CheckFatal(what string, err error) {
	if err != nil {
		log.Printf("%s: %v", what, err)
		os.Exit(1) // ok: reported where CheckFatal is called
	}
}

// LoadOrDie returns what is in the file.
func LoadOrDie(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err) // ok: reported where LoadOrDie is called
	}
	return data
}

// Serve runs a plugin. If it cannot be started the process will exit with
// status 1.
func Serve(plugin func() error) {
	if err := plugin(); err != nil {
		os.Exit(1) // ok: reported where Serve is called
	}
}

func exitWith(err error) {
	log.Print(err)
	os.Exit(1) // ok: reported where exitWith is called
}

// Add adds a route, and exits if there is one of the name.
func Add(name string, names map[string]bool) {
	if names[name] {
		os.Exit(1) // ok: it says so
	}
	names[name] = true
}

type fatalMessage string

func (m fatalMessage) print() {
	log.Print(string(m))
	os.Exit(1) // ok: it says so
}

// Print prints a message of any kind.
func Print(m interface{ print() }) {
	if m == nil {
		m = fatalMessage("nothing")
	}
	m.print()
}

// StartExitMonitor watches vehicles that take an exit of the motorway.
func StartExitMonitor(path string) {
	if _, err := os.Stat(path); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

// WaitForExit waits until the vehicle has left.
func WaitForExit(err error) {
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

// exitCode is what a vehicle ends with.
func exitCode(err error) int {
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return 0
}

// Move calls them.
func Move(path string) error {
	CheckFatal("move", os.Chdir(path)) // want `^call to CheckFatal may end the process outside main \(on error calls os\.Exit\)$`
	if len(LoadOrDie(path)) == 0 {     // want `^call to LoadOrDie may end the process outside main \(on error calls log\.Fatal\)$`
		exitWith(errors.ErrUnsupported) // want `^call to exitWith ends the process outside main \(it calls os\.Exit\)$`
	}
	Serve(func() error { return nil }) // want `^call to Serve may end the process outside main`
	return errors.New(path[exitCode(nil):])
}

// A cache is to be closed.
type cache struct{ open bool }

// NewCache finds out who forgets to close one.
func NewCache() *cache {
	c := &cache{open: true}
	runtime.SetFinalizer(c, func(c *cache) {
		if c.open {
			os.Exit(1) // ok: nobody else can be told
		}
	})
	runtime.SetFinalizer(&c.open, checkOpen)
	return c
}

func checkOpen(open *bool) {
	if *open {
		os.Exit(1) // ok: it is a finalizer
	}
}

type fixed struct{}

// Seek is there for an interface.
func (fixed) Seek(int64) error {
	log.Fatal("fixed: Seek is not implemented") // ok: it stands for a panic
	return nil
}

// Len does something first.
func (f fixed) Len() error {
	f.grow()
	log.Fatal("fixed: no room") // want `call to log\.Fatal ends the process outside main`
	return nil
}

func (fixed) grow() {
	log.Fatal("fixed: cannot grow") // want `call to log\.Fatal ends the process outside main`
}
