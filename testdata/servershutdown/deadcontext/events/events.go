// Package events hands out what happens.
package events

import (
	"context"
	"errors"
)

// A Recorder records events in a goroutine of its own.
type Recorder struct{ queue chan string }

// Stop tells the goroutine to end, and waits for it as long as ctx lasts.
func (r *Recorder) Stop(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		close(r.queue)
		close(done)
	}()
	select {
	case <-ctx.Done():
	case <-done:
	}
}

// CloseWithCause closes with the reason that the context has ended for.
func (r *Recorder) CloseWithCause(ctx context.Context) {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		r.queue <- "too late"
	}
	close(r.queue)
}
