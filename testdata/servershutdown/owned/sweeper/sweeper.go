// Package sweeper has values with goroutines of their own.
package sweeper

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Cache forgets what is old.
type Cache struct {
	cancel context.CancelFunc
	loop   sync.WaitGroup
}

// OpenCache starts a goroutine that Close ends.
func OpenCache() *Cache {
	ctx, cancel := context.WithCancel(context.Background())
	c := &Cache{cancel: cancel}
	c.loop.Go(func() {
		for ctx.Err() == nil {
			time.Sleep(time.Second)
		}
	})
	return c
}

// Get looks something up.
func (c *Cache) Get(key string) string { return key }

// Close ends the goroutine.
func (c *Cache) Close() {
	c.cancel()
	c.loop.Wait()
}

// A Table has no goroutine.
type Table struct{}

// OpenTable opens a table.
func OpenTable() *Table { return &Table{} }

// Close closes it.
func (t *Table) Close() {}

// A Server holds caches.
type Server struct {
	ln     net.Listener
	hot    *Cache
	cold   *Cache
	lent   *Cache
	table  *Table
	closed sync.Once
}

// Start serves in the background.
func Start(ln net.Listener, lend func(*Cache)) *Server {
	s := &Server{
		ln:    ln,
		hot:   OpenCache(),
		cold:  OpenCache(), // want `nothing calls Close of "cold" \(what OpenCache has started goes on\)`
		lent:  OpenCache(), // ok: someone is handed it
		table: OpenTable(), // ok: it has no goroutine
	}
	lend(s.lent)
	go http.Serve(ln, http.HandlerFunc(s.answer)) // ok: whoever has made the listener may close it
	return s
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	if s.hot.Get(r.URL.Path) == "" && s.cold.Get(r.URL.Path) == "" {
		w.WriteHeader(http.StatusNotFound)
	}
}

// Addr tells where the server listens.
func (s *Server) Addr() net.Addr { return s.ln.Addr() }

// Shutdown stops the server.
func (s *Server) Shutdown(ctx context.Context) error {
	err := s.ln.Close()
	s.closed.Do(s.hot.Close)
	return err
}

// A monitor stops what it is given, and not itself.
type monitor struct{ cache *Cache }

func newMonitor() *monitor {
	return &monitor{cache: OpenCache()} // ok: it lives as long as the process
}

func (m *monitor) Stop(s *Server) { s.ln.Close() }

// A holder lives as long as the process.
type holder struct{ cache *Cache }

func newHolder() *holder {
	return &holder{cache: OpenCache()} // ok: it is not there to be stopped
}
