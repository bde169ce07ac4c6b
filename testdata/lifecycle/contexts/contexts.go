// Package contexts has functions that end with a context, and some that start
// goroutines which do.
package contexts

import (
	"context"
	"time"
)

// Wait waits for nothing else.
func Wait(ctx context.Context) { <-ctx.Done() } // want Wait:"until .0."

// Loop looks in each round.
func Loop(name string, ctx context.Context) { // want Loop:"until .1."
	for ctx.Err() == nil {
		time.Sleep(time.Second)
	}
}

// Through calls one that waits.
func Through(ctx context.Context) error { // want Through:"until .0."
	Wait(ctx)
	return ctx.Err()
}

// OrTimer ends with the timer, too.
func OrTimer(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Second):
	}
}

// Start leaves it running.
func Start(ctx context.Context) { // want Start:"starts .0."
	go func() { <-ctx.Done() }()
}

// StartNamed does so, too.
func StartNamed(ctx context.Context) { go Wait(ctx) } // want StartNamed:"starts .0."

// StartChain calls one that does.
func StartChain(a, b context.Context) { Start(b) } // want StartChain:"starts .1."

// StartOther starts what ends with another context.
func StartOther(ctx context.Context) {
	inner, cancel := context.WithTimeout(ctx, time.Second)
	time.AfterFunc(time.Minute, cancel)
	go Wait(inner)
}

// Mutual recursion ends some time.
func Mutual(ctx context.Context, n int) {
	if n > 0 {
		Mutual(ctx, n-1)
	}
}

// Replaced is left with a context of its own.
func Replaced(ctx context.Context) context.CancelFunc {
	ctx, cancel := context.WithCancel(ctx)
	go Wait(ctx)
	return cancel
}

// Overwritten puts it into the same variable.
func Overwritten(ctx context.Context) (stop context.CancelFunc) {
	ctx, stop = context.WithCancel(ctx)
	go Wait(ctx)
	return stop
}
