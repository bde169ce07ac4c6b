// Mainmethod has functions that are called main, and are not.
package main

import (
	"log"
	"os"
)

type app struct {
	args []string
}

func main() {
	a := &app{args: os.Args[1:]}
	a.main()
	main := func() {
		os.Exit(3) // ok: a literal that main calls
	}
	main()
}

// main is a method.
func (a *app) main() {
	if len(a.args) == 0 {
		log.Fatal("no arguments") // ok: main alone calls it
	}
}

// Main is an exported function.
func Main() {
	os.Exit(1) // want `call to os\.Exit ends the process outside main`
}
