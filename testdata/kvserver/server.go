package kvserver

import (
	"context"
	"net"
	"sync"

	"golang.org/x/sync/semaphore"
)

// Server serves a [DB] to the clients of a listener. [Start] makes one.
type Server struct {
	cfg   Config
	ln    net.Listener
	db    *DB
	slots *semaphore.Weighted // one for each connection that is served

	stopAccepting context.CancelFunc
	acceptDone    chan struct{} // closed when the accept loop has ended
	acceptErr     error         // why it gave up; set before acceptDone is closed

	stopConns context.CancelFunc
	conns     sync.WaitGroup

	mu   sync.Mutex
	open map[net.Conn]struct{} // what to close when the drain takes too long
}

// Start accepts connections from ln, which it takes over, and serves them in
// the background. The caller ends this with [Server.Shutdown].
func Start(ln net.Listener, cfg Config) *Server {
	// Two contexts, because the accept loop has to be gone before the
	// connections are told.
	acceptCtx, stopAccepting := context.WithCancel(context.Background())
	connCtx, stopConns := context.WithCancel(context.Background())
	cfg = cfg.withDefaults()
	s := &Server{
		cfg:           cfg,
		ln:            ln,
		db:            OpenDB(),
		slots:         semaphore.NewWeighted(int64(cfg.MaxConns)),
		stopAccepting: stopAccepting,
		acceptDone:    make(chan struct{}),
		stopConns:     stopConns,
		open:          make(map[net.Conn]struct{}),
	}
	go s.acceptLoop(acceptCtx, connCtx)
	return s
}

// Done returns a channel that is closed when the server accepts no more
// connections: because of Shutdown, or because the listener has failed, in
// which case Shutdown returns the reason. Connections may still be served.
func (s *Server) Done() <-chan struct{} {
	return s.acceptDone
}

// serveConn serves nc in a goroutine of its own, which gives back the slot that
// the accept loop has taken.
func (s *Server) serveConn(ctx context.Context, nc net.Conn) {
	s.track(nc)
	s.conns.Go(func() {
		defer s.slots.Release(1)
		defer s.untrack(nc)
		newConn(nc, s.db, s.cfg).serve(ctx)
	})
}

func (s *Server) track(nc net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[nc] = struct{}{}
}

func (s *Server) untrack(nc net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, nc)
}

// closeConns closes the connections that are still open, which ends whatever
// their goroutines wait for, and returns how many there were.
func (s *Server) closeConns() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for nc := range s.open {
		nc.Close()
	}
	return len(s.open)
}
