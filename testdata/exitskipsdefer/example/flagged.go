// Package example shows exits that skip deferred calls, and their mended
// forms.
package example

import (
	"bufio"
	"log"
	"os"
)

// Export writes the trips to a file.
func Export(trips []string, path string) {
	f, err := os.Create(path)
	if err != nil {
		log.Fatal(err)
	}
	w := bufio.NewWriter(f)
	defer w.Flush()
	for _, trip := range trips {
		if _, err := w.WriteString(trip + "\n"); err != nil {
			log.Fatalf("%s: %v", path, err) // want `log\.Fatalf skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 18`
		}
	}
}

// Check plays the trips back from a folder of their own.
func Check(trips []string, play func(dir string, trips []string) bool) {
	dir, err := os.MkdirTemp("", "trips")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if !play(dir, trips) {
		os.Exit(1) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 32`
	}
}
