// Package generated has a file that no one edits.
package generated

import "context"

// WatchAll starts loops of the generated file.
func WatchAll(ctx context.Context, fs []func()) {
	for _, f := range fs {
		go loop(f) // want `goroutine runs an endless loop`
		Watch(f)
	}
}
