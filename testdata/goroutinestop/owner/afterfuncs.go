package owner

import (
	"context"
	"os"
	"time"

	"golang.org/x/sync/errgroup"
)

// Expire removes files when their time has come.
func Expire(ctx context.Context, names []string, d time.Duration) error {
	for _, name := range names {
		time.AfterFunc(d, func() { _ = os.Remove(name) })                       // ok: it is a timer, which Stop stops
		stop := context.AfterFunc(ctx, func() { _ = os.Remove(name + ".tmp") }) // ok: it waits for the context
		defer stop()
	}
	var g errgroup.Group
	for _, name := range names {
		g.Go(func() error { return os.Remove(name) }) // ok: Wait waits for it
	}
	return g.Wait()
}
