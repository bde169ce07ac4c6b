// Ferry has helpers that main calls, and others.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	flag.Usage = help
	fs := flag.NewFlagSet("ferry", flag.ExitOnError)
	fs.Usage = func() {
		os.Exit(2) // ok: main calls it when it parses the flags
	}
	hooks := map[string]func(){"help": hook}
	hooks["quit"] = func() {
		os.Exit(2) // want `call to os\.Exit ends the process outside main \(in a func that main hands out\)`
	}
	flag.Parse()
	if flag.NArg() == 0 {
		usage() // ok: main
	}
	fail := func(err error) { fatalf("ferry: %v", err) }
	if err := cross(flag.Args()); err != nil {
		fail(err)
	}
	check(os.Remove("ferry.pid"))
	defer quit[string]("done")
	go report()
	if die("sunk"); flag.NArg() > 1 {
		tired(flag.NArg())
	}
}

// usage is called by main alone, and always exits.
func usage() {
	fmt.Fprintln(os.Stderr, "usage: ferry vehicle...")
	os.Exit(2) // ok: only main calls usage
}

// fatalf is called by a literal that is a part of main.
func fatalf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	func() {
		os.Exit(1) // ok: only main calls fatalf
	}()
}

// quit is generic.
func quit[T any](v T) {
	log.Fatal(v) // ok: only main calls quit
}

// help is called by main when it parses the flags.
func help() {
	os.Exit(0) // ok: only main calls help
}

// hook is one of the commands of main.
func hook() {
	os.Exit(0) // ok: a command
}

// check returns at times.
func check(err error) {
	if err != nil {
		log.Fatal(err) // ok: only main calls check
	}
}

// report runs in a goroutine of main.
func report() {
	log.Fatal("report") // want `call to log\.Fatal ends the process outside main`
}

// die is called by main and its steps, and says what it does.
func die(why string) {
	log.Fatal(why) // ok: reported where die is called
}

// tired is called by main, and what it calls ends the process for it.
func tired(n int) {
	give(n)
}

func give(n int) {
	os.Exit(n) // ok: a helper of a helper
}

// unused is called by nobody.
func unused() {
	os.Exit(3) // want `call to os\.Exit ends the process outside main`
}

func cross(vehicles []string) error {
	if len(vehicles) > 40 {
		die("overloaded")  // ok: what the tool ends by
		go die("and late") // want `call to die ends the process outside main`
	}
	if len(vehicles) < 0 {
		unusable()
	}
	return nil
}

type ferry struct{}

func (ferry) main() { os.Exit(4) } // want `call to os\.Exit ends the process outside main`

var unusable = unused
