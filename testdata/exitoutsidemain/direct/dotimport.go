package direct

import (
	. "log"
	. "os"
)

// Park writes the position of a vehicle to the disk.
func Park(path string, position []byte) {
	if len(position) == 0 {
		Println("no position") // ok: Println returns
		Exit(4)                // want `call to os\.Exit ends the process outside main`
	}
	if err := WriteFile(path, position, 0o600); err != nil {
		Fatalf("park: %v", err) // want `call to log\.Fatalf ends the process outside main`
	}
}
