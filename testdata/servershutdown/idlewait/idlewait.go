// Package idlewait waits for nothing.
package idlewait

import (
	"net"
	"sync"
)

type server struct {
	ln       net.Listener
	conns    sync.WaitGroup
	uploads  sync.WaitGroup
	Handlers sync.WaitGroup
}

func (s *server) accept() {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return
		}
		go serve(conn)
		s.uploads.Go(func() { serve(conn) })
	}
}

func serve(conn net.Conn) { conn.Close() }

func (s *server) Close() error {
	err := s.ln.Close()
	s.conns.Wait()      // want `Wait returns at once \(nothing is counted with "conns"\)`
	s.uploads.Wait()    // ok: they are counted
	s.Handlers.Wait()   // ok: others may count with it
	go s.uploads.Wait() // want `goroutine waits for "uploads" and does no more \(nobody hears of its end\)`
	return err
}

func (s *server) Drained() <-chan struct{} {
	drained := make(chan struct{})
	go func() {
		s.uploads.Wait() // ok: it says so when it has ended
		close(drained)
	}()
	return drained
}

// Abort waits again.
func (s *server) Abort() {
	s.conns.Wait() // ok: the finding stands at the first one
}

type archive struct {
	moves sync.WaitGroup
	queue chan string
}

func (a *archive) start() {
	// Nothing is moved for now.
	// a.moves.Add(1)
	// go a.move()
}

func (a *archive) stop() {
	close(a.queue)
	a.moves.Wait() // want `Wait returns at once \(nothing is counted with "moves"\)`
}

// A Handle is what others get of the uploads.
type Handle struct{ wg *sync.WaitGroup }

// Handle returns a handle of the uploads.
func (s *server) Handle() *Handle { return &Handle{&s.uploads} }

// Wait waits for the uploads.
func (h *Handle) Wait() { h.wg.Wait() } // ok: it is counted with under another name
