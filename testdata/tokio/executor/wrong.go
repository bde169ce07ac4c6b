// Package executor starts a task without saying who owns it; smol's executor
// is an explicit argument.
package executor

import "os"

// Save writes a file some time.
func Save(name string, data []byte) {
	go func() { // strict goroutinestop/no-context
		_ = os.WriteFile(name, data, 0o600)
	}()
}
