// Package exit ends the process underneath what runs in it, as
// process::exit does under a running runtime.
package exit

import (
	"bufio"
	"log"
	"os"
)

// Export writes a report, and loses it if one line cannot be made.
func Export(name string, lines func() ([]string, error)) {
	f, err := os.Create(name)
	if err != nil {
		log.Fatal(err) // finds exitoutsidemain/direct
	}
	w := bufio.NewWriter(f)
	defer w.Flush()
	all, err := lines()
	if err != nil {
		log.Fatal(err) // finds exitoutsidemain/direct exitskipsdefer/skips-flush
	}
	for _, line := range all {
		_, _ = w.WriteString(line)
	}
}
