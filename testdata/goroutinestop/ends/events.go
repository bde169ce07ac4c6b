package ends

import (
	"context"
	"log"
	"os"
	"sync"
	"time"
)

// A peer calls back when something comes.
type peer struct {
	onTrack func(name string)
	onOpen  func()
	once    sync.Once
}

// OnTrack sets what to do with a new track.
func (p *peer) OnTrack(f func(name string)) { p.onTrack = f }

// OnOpen sets what to do when the peer is there.
func (p *peer) OnOpen(f func()) { p.onOpen = f }

// Answer sets both.
func Answer(p *peer, report func(string)) {
	p.OnTrack(func(name string) {
		go func() { // want `goroutine runs an endless loop`
			for {
				report(name)
				time.Sleep(time.Second)
			}
		}()
	})
	p.OnOpen(func() {
		go func() { // want `goroutine runs an endless loop`
			for range time.Tick(time.Second) {
				report("open")
			}
		}()
	})
	p.once.Do(func() {
		go func() { // ok: it is started once
			for range time.Tick(time.Second) {
				report("any")
			}
		}()
	})
}

// A controller tells its plugins when to stop.
type controller struct{ last []func() error }

// OnShutdown runs fn when the server is stopped or reloaded.
func (c *controller) OnShutdown(fn func() error) { c.last = append(c.last, fn) }

// A group interrupts all when one is done.
type group struct{ interrupts []func(error) }

// Add runs execute until interrupt is called.
func (g *group) Add(execute func() error, interrupt func(error)) {
	g.interrupts = append(g.interrupts, interrupt)
}

// Setup sets a plugin up.
func Setup(c *controller, transfer func() error) error {
	go func() { // want `goroutine runs an endless loop`
		for {
			_ = transfer()
			time.Sleep(time.Second)
		}
	}()
	return nil
}

// SetupGroup adds one member and forgets the other.
func SetupGroup(g *group, serve func() error, reload func(context.Context)) {
	g.Add(serve, func(error) {})
	go every(context.Background(), reload) // want `goroutine stops on context.Background\(\), which nothing cancels`
}

// Every runs f once a minute.
func Every(ctx context.Context, f func(context.Context)) { every(ctx, f) }

func every(ctx context.Context, f func(context.Context)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			f(ctx)
		}
	}
}

// Index sorts until stop is closed, but for one of its goroutines.
func Index(stop <-chan struct{}, sort, merge func()) {
	go func() { // want `goroutine runs an endless loop`
		for {
			merge()
			time.Sleep(2 * time.Minute)
		}
	}()
	go func() {
		<-stop
		sort()
	}()
}

// A limiter lets so many through in a second.
type limiter struct {
	mu    sync.Mutex
	quota int
}

// newLimiter is called for each store.
func newLimiter(perSecond int) *limiter {
	l := new(limiter)
	go l.fill(perSecond) // want `goroutine runs an endless loop`
	return l
}

func (l *limiter) fill(perSecond int) {
	for range time.Tick(time.Second) {
		l.mu.Lock()
		l.quota = perSecond
		l.mu.Unlock()
	}
}

// A Store has a limiter.
type Store struct{ limiter *limiter }

// Init readies the store for work.
func (s *Store) Init(perSecond int) { s.limiter = newLimiter(perSecond) }

// Dump writes a file again and again, the last one perhaps by half.
func Dump(name string, state func() []byte) {
	go func() { // want `goroutine runs an endless loop`
		for range time.Tick(time.Minute) {
			if err := dump(name, state()); err != nil {
				log.Print(err)
			}
		}
	}()
}

func dump(name string, state []byte) error { return os.WriteFile(name, state, 0o600) }

// A node is what plugins are given.
type node struct{ ctx context.Context }

// Context ends with the node.
func (n node) Context() context.Context { return n.ctx }

type plugin struct{ send func() error }

// Start starts the plugin.
func (p *plugin) Start(n node) error {
	go func() { // want `goroutine runs an endless loop`
		for range time.Tick(time.Hour) {
			_ = p.send()
		}
	}()
	return nil
}
