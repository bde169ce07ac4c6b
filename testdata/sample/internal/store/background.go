package store

import (
	"context"
	"os"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

func (s *Store) refreshLoop() {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		<-ticker.C
		s.refresh()
	}
}

func (s *Store) syncLoop(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.journal.Sync()
		}
	}
}

// Import takes the orders in the files, one product each.
func (s *Store) Import(files []string) error {
	var g errgroup.Group
	for _, name := range files {
		g.Go(func() error { return s.importFile(name) })
	}
	return g.Wait()
}

// ImportLater is Import for files that nobody waits for.
func (s *Store) ImportLater(files []string) {
	var g errgroup.Group
	for _, name := range files {
		g.Go(func() error { return s.importFile(name) })
	}
}

func (s *Store) importFile(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	_, err = s.Add(strings.TrimSpace(string(data)))
	return err
}
