package executor

import (
	"context"
	"os"

	"golang.org/x/sync/errgroup"
)

// SaveIn writes a file for the owner of the group.
func SaveIn(ctx context.Context, owner *errgroup.Group, name string, data []byte) {
	owner.Go(func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o600)
	})
}
