// Package store keeps names and files.
package store

import (
	"context"
	"log/slog"
	"os"
)

// A Store keeps them.
type Store struct {
	names map[string]bool
	dir   *os.Root
}

// ReleaseName takes the context for the log alone.
func (s *Store) ReleaseName(ctx context.Context, name string) {
	slog.DebugContext(ctx, "released", "name", name)
	delete(s.names, name)
}

// Delete gives up when the context is done.
func (s *Store) Delete(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.dir.Remove(name)
}
