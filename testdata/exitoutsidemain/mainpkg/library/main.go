// Package library is no program, though a function of it is called main.
package library

import (
	"log"
	"os"
)

// Main is what the program's main calls.
func Main(args []string) {
	if len(args) > 1 {
		main(args[1:])
	}
}

// Check is for everyone.
func Check(path string) {
	if _, err := os.Stat(path); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

func main(args []string) {
	if _, err := os.Stat(args[0]); err != nil {
		log.Fatal(err) // ok: a step of Main
	}
}
