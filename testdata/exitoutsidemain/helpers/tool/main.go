// Tool has helpers that only main calls, with -mainhelpers=false.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	flag.Usage = func() {
		os.Exit(2) // want `call to os\.Exit ends the process outside main \(in a func that main hands out\)`
	}
	flag.Parse()
	if flag.NArg() < 1 {
		usage()
	}
	if err := os.Remove(flag.Arg(0)); err != nil {
		fatal(err)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: tool file")
	os.Exit(2) // want `call to os\.Exit ends the process outside main`
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1) // want `call to os\.Exit ends the process outside main`
}
