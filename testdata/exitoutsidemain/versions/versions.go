// Package versions has files for other versions of Go and other systems.
package versions

import (
	"iter"
	"log"
)

// Each has an exit in the body of a range over a function.
func Each(seq iter.Seq2[string, error]) (names []string) {
	for name, err := range seq {
		if err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
		}
		names = append(names, name)
	}
	for range 3 {
		defer log.Print("done") // ok: returns
	}
	return names
}
