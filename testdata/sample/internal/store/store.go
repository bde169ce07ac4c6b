// Package store keeps the price list and a journal of orders.
package store

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"example.com/fleet/sample/internal/logx"
)

// Store holds the price list in memory and appends orders to a file.
type Store struct {
	log     *logx.Logger
	dir     string
	journal *os.File
	stop    context.CancelFunc
	loops   sync.WaitGroup

	mu     sync.Mutex
	prices map[string]int // cents, by product
}

// Open reads the price list in dir and keeps it up to date.
func Open(dir string, log *logx.Logger) (*Store, error) {
	name := filepath.Join(dir, "orders")
	journal, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Store{log: log, dir: dir, journal: journal, stop: stop}
	s.refresh()
	go s.refreshLoop()
	s.loops.Go(func() { s.syncLoop(ctx) })
	return s, nil
}

// Close ends the syncing of the journal and closes it.
func (s *Store) Close() error {
	s.stop()
	s.loops.Wait()
	return s.journal.Close()
}

// Add takes an order and returns its price in cents.
func (s *Store) Add(product string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	cents, ok := s.prices[product]
	if !ok {
		return 0, fmt.Errorf("no product %q", product)
	}
	_, err := fmt.Fprintln(s.journal, product, cents)
	return cents, err
}

func (s *Store) refresh() {
	data, err := os.ReadFile(filepath.Join(s.dir, "prices.json"))
	if err != nil {
		s.log.Error("prices stay as they are", "err", err)
		return
	}
	var prices map[string]int
	if err := json.Unmarshal(data, &prices); err != nil {
		s.log.Fatal("price list is corrupt", "err", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prices = prices
}
