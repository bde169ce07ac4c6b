// Package generated has a file that no one edits.
package generated

// WatchAll starts loops of the generated file.
func WatchAll(fs []func()) {
	for _, f := range fs {
		go loop(f) // want `goroutine runs an endless loop`
		Watch(f)
	}
}
