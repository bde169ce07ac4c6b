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

// A Catalog lists what is kept.
type Catalog interface {
	Add(ctx context.Context, name string) error
	DeleteEntry(ctx context.Context, name string) error
	DeleteFile(ctx context.Context, name string) error
}

// NewCatalog returns one in memory.
func NewCatalog() Catalog { return &catalog{entries: make(map[string]bool)} }

type catalog struct {
	entries map[string]bool
	store   Store
}

func (c *catalog) Add(ctx context.Context, name string) error {
	c.entries[name] = true
	return ctx.Err()
}

// DeleteEntry has the context for its span and the log.
func (c *catalog) DeleteEntry(ctx context.Context, name string) error {
	ctx, end := startSpan(ctx)
	defer end()
	slog.DebugContext(ctx, "deleted", "name", name)
	delete(c.entries, name)
	return nil
}

func (c *catalog) DeleteFile(ctx context.Context, name string) error {
	return c.store.Delete(ctx, name)
}

func startSpan(ctx context.Context) (context.Context, func()) { return ctx, func() {} }
