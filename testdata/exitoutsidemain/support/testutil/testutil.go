// Package testutil is for tests.
package testutil

import (
	"log"
	"os"
)

// Data reads a file for a test.
func Data(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err) // ok: the process is that of a test
	}
	return data
}
