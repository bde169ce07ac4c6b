// Package feeds has functions that are given channels.
package feeds

import (
	"bufio"
	"context"
	"io"
)

// Report sends once.
func Report(errc chan<- error, err error) { errc <- err }

// Lines sends all lines, and closes.
func Lines(r io.Reader, lines chan<- string) {
	defer close(lines)
	for s := bufio.NewScanner(r); s.Scan(); {
		lines <- s.Text()
	}
}

// Open sends all lines, and leaves the channel open.
func Open(r io.Reader, lines chan<- string) {
	for s := bufio.NewScanner(r); s.Scan(); {
		lines <- s.Text()
	}
}

// Follow does so in a goroutine.
func Follow(r io.Reader, lines chan<- string) { go Lines(r, lines) }

// Watch looks at the context.
func Watch(ctx context.Context, r io.Reader, lines chan<- string) {
	defer close(lines)
	for s := bufio.NewScanner(r); s.Scan(); {
		select {
		case lines <- s.Text():
		case <-ctx.Done():
			return
		}
	}
}

// Drain receives all that is left.
func Drain(lines <-chan string) {
	for range lines {
	}
}

// Head receives some.
func Head(lines <-chan string, n int) {
	for range n {
		<-lines
	}
}

// Wait waits for the end.
func Wait(done <-chan struct{}) { <-done }

var kept []chan<- string

// Keep keeps it.
func Keep(lines chan<- string) { kept = append(kept, lines) }
