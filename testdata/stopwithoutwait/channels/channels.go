// Package channels closes channels on which goroutines still send.
package channels

import "time"

type poller struct {
	events chan string
	stop   chan struct{}
}

func newPoller() *poller {
	p := &poller{events: make(chan string), stop: make(chan struct{})}
	go p.poll() // want `goroutine may be running and sends on p.events, which \(\*poller\).Stop closes on line \d+ \(nothing waits for it\)`
	return p
}

func (p *poller) poll() {
	for {
		select {
		case <-p.stop:
			return
		case <-time.After(time.Second):
		}
		select {
		case p.events <- "tick":
		case <-p.stop:
			return
		}
	}
}

func (p *poller) Stop() {
	close(p.stop)
	close(p.events)
}

func (p *poller) consume() {
	for range p.events {
	}
}

// source closes the channel where the sends are.
type source struct {
	events chan string
	stop   chan struct{}
}

func newSource() *source {
	s := &source{events: make(chan string), stop: make(chan struct{})}
	go s.run() // ok: the goroutine closes it itself
	return s
}

func (s *source) run() {
	defer close(s.events)
	for {
		select {
		case s.events <- "tick":
		case <-s.stop:
			return
		}
	}
}

func (s *source) Stop() { close(s.stop) }

func (s *source) consume() {
	for range s.events {
	}
}

// careful recovers from the send on the closed channel.
type careful struct {
	events chan string
	stop   chan struct{}
}

func newCareful() *careful {
	c := &careful{events: make(chan string), stop: make(chan struct{})}
	go c.run() // ok: it recovers
	return c
}

func (c *careful) run() {
	defer func() { _ = recover() }()
	for {
		select {
		case c.events <- "tick":
		case <-c.stop:
			return
		}
	}
}

func (c *careful) Stop() {
	close(c.stop)
	close(c.events)
}

func (c *careful) consume() {
	for range c.events {
	}
}
