// Package shapes has the ways in which types and their goroutines hang
// together.
package shapes

import (
	"bufio"
	"context"
	"database/sql"
	"log"
	"net"
	"os"
	"sync"
	"time"
)

// lifecycle is embedded.
type lifecycle struct {
	quit chan struct{}
	once sync.Once
}

func (l *lifecycle) halt() { l.once.Do(func() { close(l.quit) }) }

type indexer struct {
	lifecycle
	db *sql.DB
}

func newIndexer(db *sql.DB) *indexer {
	i := &indexer{lifecycle: lifecycle{quit: make(chan struct{})}, db: db}
	go i.run() // want `goroutine may be running and still uses i.db when \(\*indexer\).Close closes it on line \d+`
	return i
}

func (i *indexer) run() {
	for {
		select {
		case <-i.quit:
			return
		case <-time.After(time.Minute):
			_, _ = i.db.Exec("REINDEX")
		}
	}
}

func (i *indexer) Close() error {
	i.halt()
	return i.db.Close()
}

// hub has a worker that points back to it.
type hub struct {
	db     *sql.DB
	worker *hubWorker
}

type hubWorker struct {
	hub  *hub
	quit chan struct{}
}

func newHub(db *sql.DB) *hub {
	h := &hub{db: db}
	h.worker = &hubWorker{hub: h, quit: make(chan struct{})}
	go h.worker.run() // want `goroutine may be running and still uses h.db when \(\*hub\).Close closes it on line \d+`
	return h
}

func (w *hubWorker) run() {
	for {
		select {
		case <-w.quit:
			return
		case <-time.After(time.Minute):
			_, _ = w.hub.db.Exec("ANALYZE")
		}
	}
}

func (h *hub) Close() error {
	close(h.worker.quit)
	return h.db.Close()
}

// fleet has many workers, made of what is its own.
type fleet struct {
	mu      sync.Mutex
	db      *sql.DB
	workers map[string]*fleetWorker
}

type fleetWorker struct {
	db   *sql.DB
	quit chan struct{}
}

func (f *fleet) add(name string) {
	w := &fleetWorker{db: f.db, quit: make(chan struct{})}
	f.mu.Lock()
	f.workers[name] = w
	f.mu.Unlock()
	go w.run() // want `goroutine may be running and still uses f.db when \(\*fleet\).Close closes it on line \d+`
}

func (w *fleetWorker) run() {
	for {
		select {
		case <-w.quit:
			return
		case <-time.After(time.Minute):
			_, _ = w.db.Exec("SELECT 1")
		}
	}
}

func (w *fleetWorker) stop() { close(w.quit) }

func (f *fleet) Close() error {
	f.mu.Lock()
	for _, w := range f.workers {
		w.stop()
	}
	f.mu.Unlock()
	return f.db.Close()
}

// copied keeps what it uses in a variable of its own.
type copied struct {
	db     *sql.DB
	cancel context.CancelFunc
}

func (c *copied) Start(ctx context.Context) {
	ctx, c.cancel = context.WithCancel(ctx)
	db := c.db
	go func() { // want `goroutine may be running and still uses c.db when \(\*copied\).Close closes it on line \d+`
		for ctx.Err() == nil {
			_ = db.PingContext(ctx)
			time.Sleep(time.Second)
		}
	}()
}

func (c *copied) Close() error {
	c.cancel()
	return c.db.Close()
}

// held keeps its stop function in a field.
type held struct {
	db   *sql.DB
	stop func()
}

func (h *held) Start() {
	done := make(chan struct{})
	h.stop = func() { close(done) }
	go func() { // want `goroutine may be running and still uses h.db when \(\*held\).Close closes it on line \d+`
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Second):
				_ = h.db.Ping()
			}
		}
	}()
}

func (h *held) Close() error {
	h.stop()
	return h.db.Close()
}

// kept waits in the function that it keeps.
type kept struct {
	db   *sql.DB
	stop func()
}

func (k *kept) Start() {
	done := make(chan struct{})
	var wg sync.WaitGroup
	k.stop = func() {
		close(done)
		wg.Wait()
	}
	wg.Add(1)
	go func() { // ok: the function in the field waits
		defer wg.Done()
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Second):
				_ = k.db.Ping()
			}
		}
	}()
}

func (k *kept) Close() error {
	k.stop()
	return k.db.Close()
}

// A Handle is what start hands out.
type Handle struct{ Stop func() }

func start(db *sql.DB) *Handle {
	done := make(chan struct{})
	go func() { // want `goroutine may be running and still uses db when it is closed right after the stop function of start on line \d+`
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Second):
				_ = db.Ping()
			}
		}
	}()
	return &Handle{Stop: func() { close(done) }}
}

func use(dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	h := start(db)
	h.Stop()
	return db.Close()
}

// guarded starts its goroutines by a helper that only catches panics, and
// by one that counts.
type guarded struct {
	db   *sql.DB
	quit chan struct{}
	wg   sync.WaitGroup
}

func (g *guarded) safely(f func()) {
	go func() {
		defer func() {
			if err := recover(); err != nil {
				log.Print(err)
			}
		}()
		f()
	}()
}

func (g *guarded) counted(f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		f()
	}()
}

func (g *guarded) Start() {
	g.safely(g.run)  // want `goroutine may be running and still uses g.db when \(\*guarded\).Close closes it on line \d+`
	g.counted(g.run) // ok: counted
}

func (g *guarded) run() {
	for {
		select {
		case <-g.quit:
			return
		case <-time.After(time.Second):
			_ = g.db.Ping()
		}
	}
}

func (g *guarded) Close() error {
	close(g.quit)
	g.wg.Wait()
	return g.db.Close()
}

// journal writes by way of what is made of the file.
type journal struct {
	file *os.File
	out  *bufio.Writer
	in   chan string
	quit chan bool
}

func newJournal(file *os.File) *journal {
	j := &journal{file: file, out: bufio.NewWriter(file), in: make(chan string), quit: make(chan bool, 1)}
	go j.run() // want `goroutine may be running and still uses j.file when \(\*journal\).Close closes it on line \d+`
	return j
}

func (j *journal) run() {
	for {
		select {
		case <-j.quit:
			return
		case line := <-j.in:
			_, _ = j.out.WriteString(line)
		}
	}
}

func (j *journal) Close() error {
	j.quit <- true
	return j.file.Close()
}

// server starts a goroutine for each connection.
type server struct {
	ln   net.Listener
	db   *sql.DB
	done chan struct{}
}

func newServer(ln net.Listener, db *sql.DB) *server {
	s := &server{ln: ln, db: db, done: make(chan struct{})}
	go s.accept() // ok: Close waits for it
	return s
}

func (s *server) accept() {
	defer close(s.done)
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		go s.serve(conn) // want `goroutine may be running and still uses s.db when \(\*server\).Close closes it on line \d+`
	}
}

func (s *server) serve(conn net.Conn) {
	defer conn.Close()
	_, _ = s.db.Exec("INSERT INTO visits")
}

func (s *server) Close() error {
	_ = s.ln.Close()
	<-s.done
	return s.db.Close()
}

// counting counts its connections.
type counting struct {
	ln    net.Listener
	db    *sql.DB
	conns sync.WaitGroup
}

func newCounting(ln net.Listener, db *sql.DB) *counting {
	c := &counting{ln: ln, db: db}
	c.conns.Add(1)
	go c.accept() // ok: counted
	return c
}

func (c *counting) accept() {
	defer c.conns.Done()
	for {
		conn, err := c.ln.Accept()
		if err != nil {
			return
		}
		c.conns.Add(1)
		go c.serve(conn) // ok: counted
		go notify(conn)  // ok: it does not use what Close closes
	}
}

func notify(net.Conn) {}

func (c *counting) serve(conn net.Conn) {
	defer c.conns.Done()
	defer conn.Close()
	_, _ = c.db.Exec("INSERT INTO visits")
}

func (c *counting) Close() error {
	_ = c.ln.Close()
	c.conns.Wait()
	return c.db.Close()
}
