// Package testutil is for tests, with -testhelpers.
package testutil

import (
	"log"
	"os"
)

// Data reads a file for a test.
func Data(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return data
}
