// Package fleettest helps to test fleets.
package fleettest

import (
	"log"
	"os"
	"testing"
)

// Start has a test that it could end.
func Start(t *testing.T) {
	if err := start(); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	t.Cleanup(func() {
		os.Exit(1) // want `call to os\.Exit ends the process outside main`
	})
}
