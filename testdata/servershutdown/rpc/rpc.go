// Package rpc has a server of the usual shape, whose Serve returns nil when it
// has been stopped, and not before the stop has come to its end.
package rpc

import (
	"net"
	"sync"
)

// A Server answers calls.
type Server struct {
	mu    sync.Mutex
	ln    net.Listener
	calls sync.WaitGroup
	done  chan struct{}
}

// NewServer returns a server without services.
func NewServer() *Server { return &Server{done: make(chan struct{})} }

// RegisterService adds a service.
func (s *Server) RegisterService(name string, impl any) {}

// Serve answers the connections of l until the server is stopped.
func (s *Server) Serve(l net.Listener) error {
	s.mu.Lock()
	s.ln = l
	s.mu.Unlock()
	for {
		conn, err := l.Accept()
		if err != nil {
			<-s.done
			return nil
		}
		s.calls.Go(func() { conn.Close() })
	}
}

// GracefulStop lets the calls in hand come to their end.
func (s *Server) GracefulStop() {
	s.Stop()
	s.calls.Wait() // ok: no one is given a context here
	close(s.done)
}

// Stop accepts no more connections.
func (s *Server) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ln.Close()
}
