// Package stale says that it means it.
package stale

import "context"

// Probe may leave the goroutine behind.
func Probe(ctx context.Context, ask func() string) string {
	answers := make(chan string)
	go func() {
		answers <- ask() //lint:ignore quiesce/goroutineblocked the process ends after the probe // ok: it silences the finding
	}()
	select {
	case a := <-answers:
		return a
	case <-ctx.Done():
		return ""
	}
}

// Roomy has nothing to silence.
func Roomy(ctx context.Context, ask func() string) string {
	answers := make(chan string, 1)
	go func() {
		//lint:ignore quiesce/goroutineblocked the process ends after the probe // want `directive silences nothing \(no such finding is where it applies\)`
		answers <- ask()
	}()
	select {
	case a := <-answers:
		return a
	case <-ctx.Done():
		return ""
	}
}

// Unexplained gives its reason to the reader only.
func Unexplained(ctx context.Context, ask func() string) string {
	answers := make(chan string)
	go func() {
		// The process ends after the probe.
		/* want `directive gives no reason` */ //lint:ignore quiesce/goroutineblocked
		answers <- ask()                       // want `send on "answers" blocks forever`
	}()
	select {
	case a := <-answers:
		return a
	case <-ctx.Done():
		return ""
	}
}
