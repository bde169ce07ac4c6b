// Package testfiles starts its goroutines in a test file.
package testfiles

import "time"

type store interface {
	Put(key string) error
	Close() error
}

type beat struct {
	data store
	quit chan struct{}
}

func (b *beat) run() {
	for {
		select {
		case <-b.quit:
			return
		case <-time.After(time.Second):
			_ = b.data.Put("beat")
		}
	}
}

func (b *beat) Close() error {
	close(b.quit)
	return b.data.Close()
}
