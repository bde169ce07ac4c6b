// Package agent talks to a vehicle. What is of interest are its tests.
package agent

import "os"

// Connect opens the device.
func Connect(device string) (*os.File, error) { return os.OpenFile(device, os.O_RDWR, 0) }

var exit func(int)

// Replace sets what the agent does at its end.
func Replace(with func(int)) { exit = with }

// Close is the end.
func Close() {
	if exit != nil {
		exit(0) // ok: only tests set it to an exit
	}
}
