// Package token hands out cancellation tokens that have no effect.
package token

import (
	"context"
	"time"
)

// Sync is given a context, and does not look at it.
func Sync(ctx context.Context, push func(context.Context) error) {
	go func() { // finds goroutinestop/deaf
		for {
			_ = push(context.WithoutCancel(ctx))
			time.Sleep(time.Second)
		}
	}()
}

// Watch looks at a context that nobody cancels.
func Watch(events <-chan string, seen func(string)) {
	ctx := context.Background()
	go func() { // finds goroutinestop/dead-signal
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
				seen("tick")
			}
		}
	}()
}
