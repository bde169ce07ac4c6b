// Package fail ends programs.
package fail

import (
	"fmt"
	"os"
)

// Now ends the program.
func Now(msg string) {
	fmt.Fprintln(os.Stderr, msg)
	os.Exit(1)
}

// If ends the program if there is an error.
func If(err error) {
	if err != nil {
		Now(err.Error())
	}
}

// Open ends the program if there is no such file.
func Open(path string) *os.File {
	f, err := os.Open(path)
	if err != nil {
		Now(err.Error())
	}
	return f
}
