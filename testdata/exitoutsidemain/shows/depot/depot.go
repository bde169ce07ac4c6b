// Package depot shows what it is asked for, and ends the process.
package depot

import (
	"flag"
	"fmt"
	"os"
	"syscall"
)

var version = flag.Bool("version", false, "print the version")

// Init is called when the flags have been parsed.
func Init() {
	if *version {
		printVersion()
		os.Exit(0) // ok: that is the answer
	}
	if *version && os.Getenv("DEPOT") == "" {
		fmt.Println("no depot")
		os.Exit(1) // want `call to os\.Exit ends the process outside main`
	}
}

func printVersion() { fmt.Println("1.2.3") }

// PrintTLSHelpAndDie lists what can be chosen.
func PrintTLSHelpAndDie() {
	fmt.Println("ciphers:")
	for _, name := range []string{"a", "b"} {
		fmt.Printf("    %s\n", name)
	}
	os.Exit(0) // ok: that is all it does
}

// Help is called from many places.
func Help() {
	_, _ = fmt.Fprintln(os.Stderr, "usage: depot [-version] file")
	flag.PrintDefaults()
	os.Exit(2) // ok: that is all it does
}

// die has something else to say, and says what it does.
func die(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	os.Exit(1) // ok: reported where die is called
}

// Move ends when it is done, and before others are.
func Move(files []string) {
	done := false
	for _, file := range files {
		if file == "" {
			Help()
		}
		if err := os.Rename(file, file+".moved"); err != nil {
			die(err) // want `call to die ends the process outside main`
		}
		done = true
	}
	if done {
		fmt.Println("moved")
		os.Exit(0) // want `call to os\.Exit ends the process outside main`
	}
}

// Clean removes something first.
func Clean() {
	if *version {
		os.Remove("depot.lock")
		fmt.Println("removed")
		os.Exit(0) // want `call to os\.Exit ends the process outside main`
	}
}

// handle is called for each signal.
func handle(sig os.Signal) {
	if sig == syscall.SIGTERM {
		os.Remove("depot.lock")
		os.Exit(0) // ok: what a signal brings about is for stopsignal to judge
	}
}

// Reload is what the program does on SIGHUP.
func Reload() { handle(syscall.SIGHUP) }
