// Package literal starts goroutines whose bodies are function literals.
package literal

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"time"
)

// A Poller asks vehicles for their state.
type Poller struct {
	mu       sync.Mutex
	vehicles map[string]time.Time
	interval time.Duration
	ask      func(id string) error
	reports  chan string
}

// Close forgets the vehicles.
func (p *Poller) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.vehicles)
}

// Start begins to poll.
func (p *Poller) Start() {
	go func() { // want `goroutine runs an endless loop and has no way to stop \(no context, channel or return\)`
		for {
			p.poll()
			time.Sleep(p.interval)
		}
	}()
}

// StartWith begins to poll with arguments that the literal takes.
func (p *Poller) StartWith(interval time.Duration) {
	go func(every time.Duration) { // want `goroutine runs an endless loop`
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				p.poll()
			case id := <-p.reports:
				p.seen(id)
			}
		}
	}(interval)
}

// StartAll begins one loop for each vehicle.
func (p *Poller) StartAll(ids []string) {
	for _, id := range ids {
		go func() { // want `goroutine runs an endless loop`
			for {
				if err := p.ask(id); err != nil {
					slog.Error("vehicle does not answer", "id", id, "err", err)
				}
				time.Sleep(p.interval)
			}
		}()
	}
}

// StartNested starts a goroutine that starts another one.
func (p *Poller) StartNested() {
	go func() { // ok: it ends when it has started the loop
		p.poll()
		go func() { // want `goroutine runs an endless loop`
			for {
				p.poll()
			}
		}()
	}()
}

// StartWrapped runs its loop in a literal that is called on the spot.
func (p *Poller) StartWrapped() {
	go func() { // want `goroutine runs an endless loop`
		func() {
			for {
				p.poll()
				time.Sleep(p.interval)
			}
		}()
	}()
}

// StartWithContext begins to poll until ctx is done.
func (p *Poller) StartWithContext(ctx context.Context) {
	go func() { // ok: it returns when ctx is done
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(p.interval):
				p.poll()
			}
		}
	}()
}

// Once polls one time.
func (p *Poller) Once() {
	go func() { p.poll() }() // ok: there is no loop
	go func() {              // ok: the loop ends with the list
		for _, name := range os.Args {
			p.seen(name)
		}
	}()
}

// OnReport hands out a callback that never returns, but does not start it.
func (p *Poller) OnReport() func() {
	return func() { // ok: no goroutine is started here
		for {
			p.seen(<-p.reports)
		}
	}
}

func (p *Poller) poll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.vehicles {
		if err := p.ask(id); err == nil {
			p.vehicles[id] = time.Now()
		}
	}
}

func (p *Poller) seen(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.vehicles[id] = time.Now()
}
