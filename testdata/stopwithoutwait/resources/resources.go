// Package resources closes what goroutines still use.
package resources

import (
	"context"
	"net"
	"os"
	"sync"
	"time"
)

type store interface {
	Put(key string, value []byte) error
	Expire(before time.Time) error
	Close() error
}

// expirer: the classic one.
type nodeDB struct {
	lvl    store
	runner sync.Once
	quit   chan struct{}
}

func open(lvl store) *nodeDB { return &nodeDB{lvl: lvl, quit: make(chan struct{})} }

func (db *nodeDB) ensureExpirer() {
	db.runner.Do(func() {
		go db.expirer() // want `goroutine may be running and still uses db.lvl when \(\*nodeDB\).Close closes it on line \d+ \(nothing waits for it\)`
	})
}

func (db *nodeDB) expirer() {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			db.expireNodes()
		case <-db.quit:
			return
		}
	}
}

func (db *nodeDB) expireNodes() { _ = db.lvl.Expire(time.Now()) }

func (db *nodeDB) Close() {
	select {
	case <-db.quit: // closed before
	default:
		close(db.quit)
	}
	_ = db.lvl.Close()
}

// journal cancels a context and closes a file.
type journal struct {
	file   *os.File
	lines  chan []byte
	cancel context.CancelFunc
}

func newJournal(f *os.File) *journal {
	ctx, cancel := context.WithCancel(context.Background())
	j := &journal{file: f, lines: make(chan []byte), cancel: cancel}
	go func() { // want `goroutine may be running and still uses j.file when \(\*journal\).Close closes it on line \d+`
		for {
			select {
			case <-ctx.Done():
				return
			case line := <-j.lines:
				_, _ = j.file.Write(line)
			}
		}
	}()
	return j
}

func (j *journal) Close() error {
	j.cancel()
	return j.file.Close()
}

// cache forgets the map that the sweeper ranges over.
type cache struct {
	entries *table
	stop    chan struct{}
}

type table struct{ m map[string]time.Time }

func (t *table) sweep() {}

func newCache() *cache {
	c := &cache{entries: new(table), stop: make(chan struct{})}
	go c.sweeper() // want `goroutine may be running and still uses c.entries when \(\*cache\).Stop sets it to nil on line \d+`
	return c
}

func (c *cache) sweeper() {
	for {
		select {
		case <-c.stop:
			return
		case <-time.After(time.Minute):
			c.entries.sweep()
		}
	}
}

func (c *cache) Stop() {
	close(c.stop)
	c.entries = nil
}

// session: closing the connection is how the goroutine is stopped.
type session struct {
	conn net.Conn
	out  chan []byte
	quit chan struct{}
}

func newSession(conn net.Conn) *session {
	s := &session{conn: conn, out: make(chan []byte, 8), quit: make(chan struct{})}
	go s.writer() // ok: the write fails once the connection is closed
	return s
}

func (s *session) writer() {
	for {
		select {
		case <-s.quit:
			return
		case b := <-s.out:
			if _, err := s.conn.Write(b); err != nil {
				return
			}
		}
	}
}

func (s *session) Close() error {
	close(s.quit)
	return s.conn.Close()
}

// subscription blocks on what Close closes.
type subscription struct {
	feed interface {
		Next() ([]byte, error)
		Close() error
	}
	quit chan struct{}
}

func (s *subscription) Start() {
	go func() { // ok: it blocks in Next until the feed is closed
		for {
			if _, err := s.feed.Next(); err != nil {
				return
			}
			select {
			case <-s.quit:
				return
			default:
			}
		}
	}()
}

func (s *subscription) Close() error {
	close(s.quit)
	return s.feed.Close()
}

// index takes a lock, under which the goroutine sees that it is too late.
type index struct {
	mu     sync.Mutex
	data   store
	closed bool
	quit   chan struct{}
}

func newIndex(s store) *index {
	x := &index{data: s, quit: make(chan struct{})}
	go x.refresh() // ok: both take the lock
	return x
}

func (x *index) refresh() {
	for {
		select {
		case <-x.quit:
			return
		case <-time.After(time.Second):
			x.mu.Lock()
			if !x.closed {
				_ = x.data.Put("at", nil)
			}
			x.mu.Unlock()
		}
	}
}

func (x *index) Close() {
	close(x.quit)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.closed = true
	_ = x.data.Close()
}

// broken closes itself when the store fails.
type broken struct {
	data store
	quit chan struct{}
	once sync.Once
}

func newBroken(s store) *broken {
	b := &broken{data: s, quit: make(chan struct{})}
	go b.run() // ok: run itself calls Close, which cannot wait for it
	return b
}

func (b *broken) run() {
	for {
		select {
		case <-b.quit:
			return
		case <-time.After(time.Second):
			if b.data.Put("beat", nil) != nil {
				b.Close()
			}
		}
	}
}

func (b *broken) Close() {
	b.once.Do(func() {
		close(b.quit)
		_ = b.data.Close()
	})
}

// unrelated is closed, but is about another goroutine.
type unrelated struct {
	data store
	quit chan struct{}
	beat chan struct{}
}

func newUnrelated(s store) *unrelated {
	u := &unrelated{data: s, quit: make(chan struct{}), beat: make(chan struct{})}
	go u.watch() // ok: it does not use data
	return u
}

func (u *unrelated) watch() {
	for {
		select {
		case <-u.quit:
			return
		case <-u.beat:
		}
	}
}

func (u *unrelated) Close() error {
	close(u.quit)
	return u.data.Close()
}

// probed is closed while a goroutine that is about to end may look at it.
type probed struct {
	data   store
	cancel context.CancelFunc
}

func (p *probed) probe() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	p.cancel = cancel
	go func() { // ok: it does one thing and ends
		<-ctx.Done()
		_ = p.data.Put("late", nil)
	}()
}

func (p *probed) Close() error {
	p.cancel()
	return p.data.Close()
}

// ledger leaves on a way on which it unlocks first.
type ledger struct {
	mu     sync.Mutex
	data   store
	closed bool
	quit   chan struct{}
}

func newLedger(s store) *ledger {
	l := &ledger{data: s, quit: make(chan struct{})}
	go l.settle() // ok: it asks under the lock, whichever way it goes on
	return l
}

func (l *ledger) settle() {
	for {
		select {
		case <-l.quit:
			return
		case <-time.After(time.Second):
		}
		l.mu.Lock()
		if l.closed {
			l.mu.Unlock()
			return
		}
		l.put()
		l.mu.Unlock()
	}
}

func (l *ledger) put() { _ = l.data.Put("at", nil) }

func (l *ledger) Close() {
	close(l.quit)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	_ = l.data.Close()
}

// gauge takes the lock for something else, but a lock that both take may mean
// that one finds out about the other.
type gauge struct {
	mu   sync.Mutex
	last time.Time
	data store
	quit chan struct{}
}

func newGauge(s store) *gauge {
	g := &gauge{data: s, quit: make(chan struct{})}
	go g.sample() // want `goroutine may still be in g.data.Put when \(\*gauge\).Close returns`
	return g
}

func (g *gauge) sample() {
	for {
		select {
		case <-g.quit:
			return
		case now := <-time.After(time.Second):
			_ = g.data.Put("sample", nil)
			g.mu.Lock()
			g.last = now
			g.mu.Unlock()
		}
	}
}

func (g *gauge) Close() error {
	close(g.quit)
	g.mu.Lock()
	g.last = time.Time{}
	g.mu.Unlock()
	return g.data.Close()
}

// collector is stopped by the close of its socket, and so is its file.
type collector struct {
	socket net.PacketConn
	out    *os.File
}

func newCollector(socket net.PacketConn, out *os.File) *collector {
	c := &collector{socket: socket, out: out}
	go c.receive() // want `goroutine may be running and still uses c.out when \(\*collector\).Close closes it on line \d+`
	return c
}

func (c *collector) receive() {
	buf := make([]byte, 1500)
	for {
		n, _, err := c.socket.ReadFrom(buf)
		if err != nil {
			return
		}
		_, _ = c.out.Write(buf[:n])
	}
}

func (c *collector) Close() error {
	if err := c.socket.Close(); err != nil {
		return err
	}
	return c.out.Close()
}

// acceptor hands on what it accepts by a channel.
type acceptor struct {
	ln    net.Listener
	conns chan net.Conn
}

func newAcceptor(ln net.Listener) *acceptor {
	a := &acceptor{ln: ln, conns: make(chan net.Conn)}
	go a.accept() // want `goroutine may be running and sends on a.conns, which \(\*acceptor\).Close closes on line \d+`
	return a
}

func (a *acceptor) accept() {
	for {
		conn, err := a.ln.Accept()
		if err != nil {
			return
		}
		a.conns <- conn
	}
}

func (a *acceptor) Close() {
	_ = a.ln.Close()
	close(a.conns)
}

// front waits for the end of the loop before it closes the file.
type front struct {
	ln   net.Listener
	log  *os.File
	done chan struct{}
}

func newFront(ln net.Listener, log *os.File) *front {
	f := &front{ln: ln, log: log, done: make(chan struct{})}
	go f.accept() // ok: Close waits
	return f
}

func (f *front) accept() {
	defer close(f.done)
	for {
		conn, err := f.ln.Accept()
		if err != nil {
			return
		}
		_, _ = f.log.WriteString(conn.RemoteAddr().String())
		_ = conn.Close()
	}
}

func (f *front) Close() error {
	_ = f.ln.Close()
	<-f.done
	return f.log.Close()
}

// fallback waits once, and then goes through what there is.
type fallback struct {
	conns []store
	quit  chan struct{}
}

func (f *fallback) arm() {
	go func() { // ok: it does one thing and ends
		select {
		case <-f.quit:
			return
		case <-time.After(time.Second):
		}
		f.refresh(f.conns)
	}()
}

func (f *fallback) refresh(conns []store) {
	for i := range conns {
		_ = f.conns[i].Put("again", nil)
	}
}

func (f *fallback) Close() {
	close(f.quit)
	for _, conn := range f.conns {
		_ = conn.Close()
	}
}

// dialer tries one address after the other, and ends.
type dialer struct {
	data   store
	addrs  []string
	ctx    context.Context
	cancel context.CancelFunc
}

func newDialer(s store) *dialer {
	d := &dialer{data: s}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	go d.connect() // ok: it goes through what there is, and ends
	return d
}

func (d *dialer) connect() { d.try(d.addrs) }

func (d *dialer) try(addrs []string) {
	for _, addr := range addrs {
		if d.ctx.Err() != nil {
			return
		}
		_ = d.data.Put(addr, nil)
	}
}

func (d *dialer) Close() error {
	d.cancel()
	return d.data.Close()
}
