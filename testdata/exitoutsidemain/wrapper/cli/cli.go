// Package cli is what the tools of the fleet have in common. Most of it ends
// the process, one way or another.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
)

// Stop is the last thing that a tool does.
func Stop(code int) {
	os.Exit(code) // want `call to os\.Exit ends the process outside main`
}

// Usage prints how the tool is called, and stops.
func Usage() {
	fmt.Fprintln(os.Stderr, "usage: fleet [flags] command")
	flag.PrintDefaults()
	Stop(2) // ok: reported in Stop, which is in this package
}

// Unknown stops for a command that there is not.
func Unknown(command string) {
	fmt.Fprintf(os.Stderr, "no command %q\n", command)
	Usage()
}

// Dispatch runs the command if there is one.
func Dispatch(commands map[string]func() error, name string) error {
	run := commands[name]
	if run == nil {
		Unknown(name)
	}
	return run()
}

// Misuse stops, and has four names on the way.
func Misuse(command string, args []string) {
	fmt.Fprintf(os.Stderr, "%s: %d arguments\n", command, len(args))
	Unknown(command)
}

// Refuse has a long way to an exit and a short one.
func Refuse(command string, hint string) {
	if hint == "" {
		Unknown(command)
	}
	log.Fatalf("%s: %s", command, hint) // want `call to log\.Fatalf ends the process outside main`
}

// Quit has two ways that are equally long: the first one counts.
func Quit(quiet bool) {
	if quiet {
		Stop(0)
	} else {
		Usage1()
	}
}

// Usage1 is Usage in one line.
func Usage1() {
	log.Fatal("usage: fleet [flags] command") // want `call to log\.Fatal ends the process outside main`
}

// Fail is for what cannot go on. It says in its name what it does not do.
func Fail(err error) error { return fmt.Errorf("fleet: %w", err) }

// Check stops if there is an error.
func Check(err error) {
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

// Must returns v unless there is an error.
func Must[V any](v V, err error) V {
	Check(err)
	return v
}

// Impossible stops at a state that cannot be.
func Impossible[S fmt.Stringer](state S) {
	log.Fatalf("impossible state %v", state) // want `call to log\.Fatalf ends the process outside main`
}

// A Command is one word of the command line.
type Command[F any] struct {
	name  string
	flags F
}

// Abort stops and blames the command.
func (c *Command[F]) Abort(err error) {
	log.Printf("%s: %v", c.name, err)
	Stop(1)
}

// Mode tells what happens at a wrong command line, as in package flag.
type Mode int

// The modes.
const (
	Return Mode = iota
	Leave
)

// Parse reads the command line, and leaves if that is asked for.
func Parse(fs *flag.FlagSet, args []string, mode Mode) error {
	err := fs.Parse(args)
	if err != nil && mode == Leave {
		os.Exit(2) // want `call to os\.Exit ends the process outside main`
	}
	return err
}

// ParseAny does the same with a switch.
func ParseAny(fs *flag.FlagSet, args []string, mode Mode) error {
	err := fs.Parse(args)
	if err == nil {
		return nil
	}
	switch mode {
	case Leave:
		os.Exit(2) // want `call to os\.Exit ends the process outside main`
	}
	return err
}

// Retry runs f until it works, or gives up.
func Retry(f func() error, times int) {
	if err := f(); err != nil {
		Again(f, times, err)
	}
}

// Again is the other half of Retry.
func Again(f func() error, times int, err error) {
	if times == 0 && err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	Retry(f, times-1)
}

// Ping and Pong call each other, and nothing else.
func Ping(n int) { Pong(n - 1) }

// Pong is the other half of Ping.
func Pong(n int) { Ping(n - 1) }

// ErrBusy is returned while the depot is being counted.
var ErrBusy = errors.New("busy")

// Later stops in a goroutine of its own, long after it has returned.
func Later(err error) {
	go func() {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}()
}
