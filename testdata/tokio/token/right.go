package token

import (
	"context"
	"time"
)

// SyncUntil pushes until ctx is done.
func SyncUntil(ctx context.Context, push func(context.Context) error) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			_ = push(ctx)
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}()
	return done
}
