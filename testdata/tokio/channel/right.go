package channel

import (
	"sync"
	"time"
)

// A Ticker polls until it is stopped.
type Ticker struct {
	quit chan struct{}
	done chan struct{}
	once sync.Once
	poll func()
}

// Start starts a ticker.
func Start(poll func()) *Ticker {
	t := &Ticker{quit: make(chan struct{}), done: make(chan struct{}), poll: poll}
	go t.run()
	return t
}

func (t *Ticker) run() {
	defer close(t.done)
	for {
		select {
		case <-t.quit:
			return
		case <-time.After(time.Second):
			t.poll()
		}
	}
}

// Stop stops the ticker and waits for it.
func (t *Ticker) Stop() {
	t.once.Do(func() { close(t.quit) })
	<-t.done
}
