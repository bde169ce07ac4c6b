// Package agent talks to a vehicle. What is of interest are its tests.
package agent

import "os"

// Connect opens the device.
func Connect(device string) (*os.File, error) { return os.OpenFile(device, os.O_RDWR, 0) }
