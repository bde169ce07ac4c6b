// Package generated is written by hand in this file alone.
package generated

import "os"

// A Lane is one of the lanes of a road.
type Lane int

// Merge joins two lanes.
func Merge(a, b Lane) Lane {
	if a == b {
		os.Exit(1) // want `call to os\.Exit ends the process outside main`
	}
	return a
}
