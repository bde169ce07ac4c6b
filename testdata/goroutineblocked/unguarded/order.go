package unguarded

import (
	"context"
	"time"
)

// A Pulse is stopped before whoever takes its beats.
type Pulse struct {
	beats chan<- time.Time
	quit  chan struct{}
	done  chan struct{}
}

// NewPulse starts it.
func NewPulse(beats chan<- time.Time) *Pulse {
	p := &Pulse{beats: beats, quit: make(chan struct{}), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *Pulse) run() {
	t := time.NewTicker(time.Second)
	defer func() {
		t.Stop()
		close(p.done)
	}()
	for {
		select {
		case now := <-t.C:
			p.beats <- now // ok: Stop waits for it
		case <-p.quit:
			return
		}
	}
}

// Stop waits until the last beat has been taken.
func (p *Pulse) Stop() {
	close(p.quit)
	<-p.done
}

// A Loose pulse is told to stop, and nobody waits for it.
type Loose struct {
	beats chan<- time.Time
	quit  chan struct{}
}

// NewLoose starts it.
func NewLoose(beats chan<- time.Time) *Loose {
	p := &Loose{beats: beats, quit: make(chan struct{})}
	go p.run()
	return p
}

func (p *Loose) run() {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case now := <-t.C:
			p.beats <- now // want `send on "beats" cannot be stopped by the case on line \d+, as the rest of the loop can`
		case <-p.quit:
			return
		}
	}
}

// Stop tells it.
func (p *Loose) Stop() { close(p.quit) }

// Replay sends what it has before it begins to look at the context.
func Replay(ctx context.Context, old []string, fresh <-chan string, out chan<- string, show func(string)) {
	go func() {
		for _, s := range old {
			out <- s // ok: the case is that of the loop below
		}
		for {
			select {
			case s := <-fresh:
				show(s)
			case <-ctx.Done():
				return
			}
		}
	}()
}
