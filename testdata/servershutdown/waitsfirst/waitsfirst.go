// Package waitsfirst waits for goroutines and tells them to end.
package waitsfirst

import (
	"context"
	"net"
	"sync"
)

type server struct {
	ln   net.Listener
	stop context.CancelFunc
	done chan struct{}
	mu   sync.Mutex
	gone bool
}

func start(ln net.Listener) *server {
	ctx, stop := context.WithCancel(context.Background())
	s := &server{ln: ln, stop: stop, done: make(chan struct{})}
	go s.accept(ctx)
	return s
}

func (s *server) accept(ctx context.Context) {
	defer close(s.done)
	for ctx.Err() == nil {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}

func (s *server) Shutdown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gone {
		return
	}
	s.gone = true
	<-s.done // want `Shutdown waits for s\.done before it tells that goroutine to end \(neither goes on\)`
	s.stop()
}

// Stop tells the loop by its listener first.
func (s *server) Stop() {
	s.ln.Close()
	<-s.done // ok: the loop has been told by its listener
	s.stop()
}

// Close tells and waits.
func (s *server) Close() {
	s.stop()
	s.ln.Close()
	<-s.done // ok: in order
}

// Wait does not stop anything.
func (s *server) Wait() {
	<-s.done // ok: whoever waits does not end it
	s.stop()
}

type job struct {
	quit chan struct{}
	done chan struct{}
}

func (j *job) run() {
	defer close(j.done)
	<-j.quit
}

func (j *job) Start() { go j.run() }

func (j *job) Stop() {
	defer close(j.quit)
	<-j.done // want `Stop waits for j\.done before it tells that goroutine to end`
}

func (j *job) Close() {
	<-j.done // want `Close waits for j\.done before it tells that goroutine to end`
	close(j.quit)
}
