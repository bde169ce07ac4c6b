// Package audit keeps a trail of what was done to orders.
package audit

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"
)

// Trail writes its entries to a file in the background.
type Trail struct {
	file    *os.File
	entries chan string
	quit    chan struct{}
}

// Open begins a trail.
func Open(name string) (*Trail, error) {
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	t := &Trail{file: file, entries: make(chan string, 64), quit: make(chan struct{})}
	go t.write()
	return t, nil
}

func (t *Trail) write() {
	for {
		select {
		case <-t.quit:
			return
		case entry := <-t.entries:
			_, _ = t.file.WriteString(entry + "\n")
		}
	}
}

// Close ends the trail.
func (t *Trail) Close() error {
	close(t.quit)
	return t.file.Close()
}

// Signer signs entries somewhere else.
type Signer interface {
	Sign(entry string) (string, error)
}

// Sign has an entry signed, and waits no longer than ctx.
func Sign(ctx context.Context, s Signer, entry string) (string, error) {
	signed := make(chan string)
	go func() {
		signature, err := s.Sign(entry)
		if err != nil {
			signature = "unsigned"
		}
		signed <- signature
	}()
	select {
	case signature := <-signed:
		return signature, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// SignWithin is Sign with room for a signature that comes too late.
func SignWithin(limit time.Duration, s Signer, entry string) (string, error) {
	signed := make(chan string, 1)
	go func() {
		if signature, err := s.Sign(entry); err == nil {
			signed <- signature
		}
	}()
	select {
	case signature := <-signed:
		return signature, nil
	case <-time.After(limit):
		return "", errors.New("not signed in time")
	}
}

// Verify checks the signatures of all entries and counts the good ones.
func Verify(entries []string, check func(string) error) int {
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		good int
	)
	for _, entry := range entries {
		wg.Add(1)
		go func() {
			if check(entry) != nil {
				return
			}
			mu.Lock()
			good++
			mu.Unlock()
			wg.Done()
		}()
	}
	wg.Wait()
	return good
}
