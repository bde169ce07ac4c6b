// Package stale has directives that silence something, and some that do not.
package stale

import (
	"bufio"
	"log"
	"os"
)

// Render loses what is left in the buffer, and says so.
func Render(tiles []string) {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, tile := range tiles {
		if tile == "" {
			//lint:ignore quiesce/exitskipsdefer half a map is worth nothing // ok: it silences the exit below
			log.Fatal("empty tile")
		}
		w.WriteString(tile)
	}
}

// Redraw has nothing to lose.
func Redraw(tiles []string) {
	for _, tile := range tiles {
		if tile == "" {
			//lint:ignore quiesce/exitskipsdefer half a map is worth nothing // want `directive silences nothing \(no such finding is where it applies\)`
			log.Fatal("empty tile")
		}
	}
}

// Release needs a flag to be reported.
func Release(path string) {
	f, err := os.Create(path)
	if err != nil {
		return
	}
	defer f.Close()
	if _, err := f.WriteString("released"); err != nil {
		//lint:ignore quiesce/exitskipsdefer the system closes it // ok: it silences what -exitskipsdefer.close reports
		log.Fatal(err)
	}
}

// Print gives its reason to the reader only.
func Print(tiles []string) {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	w.WriteString("# map\n")
	if len(tiles) == 0 {
		// Half a map is worth nothing.
		/* want `directive gives no reason` */ //lint:ignore quiesce/exitskipsdefer
		log.Fatal("no tiles")                  // want `log\.Fatal skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 49`
	}
}
