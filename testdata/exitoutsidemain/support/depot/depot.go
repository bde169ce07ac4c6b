// Package depot is in use.
package depot

import (
	"log"
	"os"
	"testing"

	"example.com/fleet/exitoutsidemain/support/testutil"
)

// Open opens a depot.
func Open(path string) []byte {
	if testing.Testing() {
		return testutil.Data(path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return data
}
