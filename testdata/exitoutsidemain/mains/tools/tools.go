// Package tools leaves the end to the programs that call it.
package tools

import (
	"errors"
	"log"
)

// Main returns an error, and has no reason to end the process.
func Main(args []string) error {
	if len(args) == 0 {
		log.Fatal("no arguments") // want `call to log\.Fatal ends the process outside main`
	}
	return errors.New("tools: " + args[0])
}
