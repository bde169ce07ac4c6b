// Package channel stops a loop by a channel and select, as the mpsc shutdown
// channel does, that nobody closes.
package channel

import "time"

// A Poller polls.
type Poller struct {
	quit chan struct{}
	poll func()
}

// New starts a poller.
func New(poll func()) *Poller {
	p := &Poller{quit: make(chan struct{}), poll: poll}
	go p.run() // finds goroutinestop/dead-signal
	return p
}

func (p *Poller) run() {
	for {
		select {
		case <-p.quit:
			return
		case <-time.After(time.Second):
			p.poll()
		}
	}
}
