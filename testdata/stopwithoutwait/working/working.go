// Package working has stop methods that return while the goroutine may be
// at work with what its type was handed.
package working

import (
	"context"
	"database/sql"
	"log"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"example.com/fleet/stopwithoutwait/working/closers"
)

// Reaper was handed a database, which is not its own to close.
type Reaper struct {
	db   *sql.DB
	quit chan struct{}
	once sync.Once
}

func NewReaper(db *sql.DB) *Reaper {
	r := &Reaper{db: db, quit: make(chan struct{})}
	go r.run() // want `goroutine may still be in r.db.Exec when \(\*Reaper\).Stop returns \(nothing waits for it to end\)`
	return r
}

func (r *Reaper) run() {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-r.quit:
			return
		case <-tick.C:
			r.reap()
		}
	}
}

func (r *Reaper) reap() {
	if _, err := r.db.Exec("DELETE FROM sessions WHERE expired"); err != nil {
		log.Print(err)
	}
}

// Stop may be called twice.
func (r *Reaper) Stop() { r.once.Do(func() { close(r.quit) }) }

// Poller calls back to have something done, and is cancelled.
type Poller struct {
	Reload func(key string)

	feed   <-chan string
	cancel context.CancelFunc
}

func (p *Poller) Start(ctx context.Context) {
	ctx, p.cancel = context.WithCancel(ctx)
	go p.poll(ctx) // want `goroutine may still be in p.Reload when \(\*Poller\).Close returns`
}

func (p *Poller) poll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case key := <-p.feed:
			p.Reload(key)
		}
	}
}

func (p *Poller) Close() { p.cancel() }

// Uploader: one goroutine is waited for, the other one is not.
type Uploader struct {
	store  Store
	jobs   chan string
	quit   chan struct{}
	worker sync.WaitGroup
}

// A Store keeps blobs.
type Store interface {
	Put(ctx context.Context, key string) error
	Prune(ctx context.Context) error
}

func NewUploader(s Store) *Uploader {
	u := &Uploader{store: s, jobs: make(chan string), quit: make(chan struct{})}
	u.worker.Go(u.work) // ok: Close waits for it
	go u.prune()        // want `goroutine may still be in u.store.Prune when \(\*Uploader\).Close returns`
	return u
}

func (u *Uploader) work() {
	for key := range u.jobs {
		_ = u.store.Put(context.Background(), key)
	}
}

func (u *Uploader) prune() {
	for {
		select {
		case <-time.After(time.Hour):
			_ = u.store.Prune(context.Background())
		case <-u.quit:
			return
		}
	}
}

func (u *Uploader) Close() {
	close(u.quit)
	close(u.jobs)
	u.worker.Wait()
}

// Cache works with nothing but its own.
type Cache struct {
	mu      sync.Mutex
	entries map[string]time.Time
	quit    chan struct{}
}

func NewCache() *Cache {
	c := &Cache{entries: make(map[string]time.Time), quit: make(chan struct{})}
	go c.sweep() // ok: nobody else misses what it works with
	return c
}

func (c *Cache) sweep() {
	for {
		select {
		case <-c.quit:
			return
		case now := <-time.After(time.Minute):
			c.mu.Lock()
			for key, at := range c.entries {
				if at.Before(now) {
					delete(c.entries, key)
				}
			}
			c.mu.Unlock()
		}
	}
}

func (c *Cache) Close() { close(c.quit) }

// Meter only counts, and writes to a log.
type Meter struct {
	sink interface{ Inc(name string) }
	log  *log.Logger
	quit chan struct{}
}

func NewMeter(sink interface{ Inc(name string) }, l *log.Logger) *Meter {
	m := &Meter{sink: sink, log: l, quit: make(chan struct{})}
	go m.run() // ok: what it does with what it was handed is over at once
	return m
}

func (m *Meter) run() {
	for {
		select {
		case <-m.quit:
			return
		case <-time.After(time.Second):
			m.sink.Inc("beat")
			m.log.Printf("beat")
		}
	}
}

func (m *Meter) Close() { close(m.quit) }

// Session was handed its connection, which is how others stop it.
type Session struct {
	conn net.Conn
	out  chan []byte
	quit chan struct{}
}

func NewSession(conn net.Conn) *Session {
	s := &Session{conn: conn, out: make(chan []byte), quit: make(chan struct{})}
	go s.write() // ok: a write fails once the connection is closed
	return s
}

func (s *Session) write() {
	for {
		select {
		case <-s.quit:
			return
		case b := <-s.out:
			_, _ = s.conn.Write(b)
		}
	}
}

func (s *Session) Close() { close(s.quit) }

// Guard works under the lock that Stop takes.
type Guard struct {
	mu     sync.Mutex
	db     *sql.DB
	closed bool
	quit   chan struct{}
}

func NewGuard(db *sql.DB) *Guard {
	g := &Guard{db: db, quit: make(chan struct{})}
	go g.run() // ok: once Stop has had the lock, it works no more
	return g
}

func (g *Guard) run() {
	for {
		select {
		case <-g.quit:
			return
		case <-time.After(time.Minute):
			g.mu.Lock()
			if !g.closed {
				_, _ = g.db.Exec("SELECT 1")
			}
			g.mu.Unlock()
		}
	}
}

func (g *Guard) Stop() {
	close(g.quit)
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
}

// Broker's subscriptions do not stop the goroutine, but what it sends them.
type Broker struct {
	discard func(string)
	events  chan string
}

type subscription struct {
	c      chan string
	closed chan struct{}
}

func (s *subscription) deliver(event string) bool {
	select {
	case <-s.closed:
		return false
	case s.c <- event:
		return true
	}
}

func (s *subscription) Close() { close(s.closed) }

func NewBroker(discard func(string), subs []*subscription) *Broker {
	b := &Broker{discard: discard, events: make(chan string)}
	go func() { // ok: Close of a subscription is not what it ends by
		for event := range b.events {
			for _, s := range subs {
				if !s.deliver(event) {
					b.discard(event)
				}
			}
		}
	}()
	return b
}

// Runner cancels one request; the context of the others goes through the
// same parameter.
type Runner struct {
	do     func(ctx context.Context) error
	cancel context.CancelFunc
}

func NewRunner(do func(ctx context.Context) error) *Runner { return &Runner{do: do} }

func (r *Runner) Run(ctx context.Context) {
	go r.loop(ctx) // ok: Stop cancels another context
}

func (r *Runner) Probe() {
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	go r.loop(ctx) // ok: what it does ends with the context
}

func (r *Runner) loop(ctx context.Context) {
	for ctx.Err() == nil {
		_ = r.do(ctx)
	}
}

func (r *Runner) Stop() { r.cancel() }

// Exporter hands its channel to a helper that closes it.
type Exporter struct {
	store Store
	quit  chan struct{}
	done  chan struct{}
}

func NewExporter(s Store) *Exporter {
	e := &Exporter{store: s, quit: make(chan struct{}), done: make(chan struct{})}
	go e.run() // ok: Close waits for what SafeClose closes
	return e
}

func (e *Exporter) run() {
	for {
		select {
		case <-e.quit:
			closers.SafeClose(e.done)
			return
		case <-time.After(time.Second):
			_ = e.store.Prune(context.Background())
		}
	}
}

func (e *Exporter) Close() {
	close(e.quit)
	<-e.done
}

// Link cancels a context at its end, which Close waits for.
type Link struct {
	store  Store
	quit   chan struct{}
	ctx    context.Context
	cancel context.CancelCauseFunc
}

func NewLink(s Store) *Link {
	l := &Link{store: s, quit: make(chan struct{})}
	l.ctx, l.cancel = context.WithCancelCause(context.Background())
	go l.run() // ok: Close waits for its context
	return l
}

func (l *Link) run() {
	var err error
	defer func() { l.cancel(err) }()
	for {
		select {
		case <-l.quit:
			return
		case <-time.After(time.Second):
			err = l.store.Prune(l.ctx)
		}
	}
}

func (l *Link) Close() {
	close(l.quit)
	<-l.ctx.Done()
}

// Sender works with what comes in, which is nobody's any more.
type Sender struct {
	in   chan *parcel
	quit chan struct{}
}

type parcel struct{ Body body }

type body interface{ Encode() error }

func NewSender() *Sender {
	s := &Sender{in: make(chan *parcel), quit: make(chan struct{})}
	go s.run() // ok: what it works with comes and goes
	return s
}

func (s *Sender) run() {
	for {
		select {
		case <-s.quit:
			return
		case p := <-s.in:
			_ = p.Body.Encode()
		}
	}
}

func (s *Sender) Close() { close(s.quit) }

// Renewer is told by a counter how many need it, and by done to stop.
type Renewer struct {
	renew func() error
	users atomic.Int64
	done  chan struct{}
}

func NewRenewer(renew func() error) *Renewer {
	r := &Renewer{renew: renew, done: make(chan struct{})}
	go r.run() // want `goroutine may still be in r.renew when \(\*Renewer\).Shutdown returns`
	return r
}

func (r *Renewer) run() {
	for {
		select {
		case <-time.After(time.Minute):
			if r.users.Load() > 0 {
				_ = r.renew()
			}
		case <-r.done:
			return
		}
	}
}

func (r *Renewer) Start() { r.users.Add(1) }

// Stop says that one needs it no more, and stops nothing.
func (r *Renewer) Stop() { r.users.Add(-1) }

func (r *Renewer) Shutdown() { close(r.done) }

// Counter writes to a store, which may fail; Meter above only counts.
type Counter struct {
	totals interface {
		Set(name string, n int) error
	}
	quit chan struct{}
}

func NewCounter(totals interface {
	Set(name string, n int) error
}) *Counter {
	c := &Counter{totals: totals, quit: make(chan struct{})}
	go c.run() // want `goroutine may still be in c.totals.Set when \(\*Counter\).Close returns`
	return c
}

func (c *Counter) run() {
	for n := 0; ; n++ {
		select {
		case <-c.quit:
			return
		case <-time.After(time.Second):
			_ = c.totals.Set("beat", n)
		}
	}
}

func (c *Counter) Close() { close(c.quit) }
