package spawn

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

// RefreshUntil gets the pages until ctx is done; the group waits for it.
func RefreshUntil(ctx context.Context, g *errgroup.Group, urls []string) {
	g.Go(func() error {
		tick := time.NewTicker(time.Minute)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-tick.C:
				for _, url := range urls {
					fetch(url)
				}
			}
		}
	})
}
