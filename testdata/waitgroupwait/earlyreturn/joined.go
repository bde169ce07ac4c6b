package earlyreturn

import (
	"context"
	"net"
	"net/http"
	"sync"
)

type server struct {
	srv  *http.Server
	errs chan error
	done chan struct{}
}

func (s *server) serve(l net.Listener) error {
	var wg sync.WaitGroup
	wg.Add(1)
	errs := make(chan error, 1)
	go func() {
		defer wg.Done()
		errs <- s.srv.Serve(l)
	}()
	select {
	case err := <-errs:
		return err // ok: the goroutine has sent its last word
	case <-s.done:
	}
	s.srv.Close()
	wg.Wait()
	return nil
}

func (s *server) serveUntil(ctx context.Context, l net.Listener) error {
	var wg sync.WaitGroup
	ended := make(chan struct{})
	wg.Go(func() {
		defer close(ended)
		s.srv.Serve(l)
	})
	select {
	case <-ended:
		return nil // ok: the goroutine has closed the channel at its end
	case <-ctx.Done():
		if err := s.srv.Shutdown(ctx); err != nil {
			return err // want `return may be reached before "wg" is waited for`
		}
	}
	wg.Wait()
	return ctx.Err()
}

func (s *server) serveNamed(l net.Listener) error {
	var wg sync.WaitGroup
	wg.Add(1)
	ended := make(chan struct{})
	go s.run(l, &wg, ended)
	if err := <-s.errs; err != nil {
		<-ended
		return err // ok: the goroutine has closed the channel at its end
	}
	if l == nil {
		return nil // ok: s.errs is what the goroutine sends on last
	}
	wg.Wait()
	return nil
}

func (s *server) run(l net.Listener, wg *sync.WaitGroup, ended chan<- struct{}) {
	defer func() {
		wg.Done()
		close(ended)
	}()
	s.errs <- s.srv.Serve(l)
}

func (s *server) serveTwo(a, b net.Listener) error {
	var wg sync.WaitGroup
	errs := make(chan error, 2)
	wg.Go(func() { errs <- s.srv.Serve(a) })
	wg.Go(func() { errs <- s.srv.Serve(b) })
	select {
	case err := <-errs:
		return err // want `return may be reached before "wg" is waited for`
	case <-s.done:
	}
	s.srv.Close()
	wg.Wait()
	return nil
}

func (s *server) serveMany(ls []net.Listener) error {
	var wg sync.WaitGroup
	errs := make(chan error, len(ls))
	for _, l := range ls {
		wg.Go(func() { errs <- s.srv.Serve(l) })
	}
	if err := <-errs; err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

// What the goroutine sends first is not its end.
func (s *server) serveReady(l net.Listener) error {
	var wg sync.WaitGroup
	ready := make(chan bool)
	wg.Go(func() {
		ready <- l != nil
		s.srv.Serve(l)
	})
	if !<-ready {
		return http.ErrServerClosed // want `return may be reached before "wg" is waited for`
	}
	s.srv.Close()
	wg.Wait()
	return nil
}

// What the goroutine sends in a loop is not its end, the close is.
func (s *server) accept(l net.Listener) error {
	var wg sync.WaitGroup
	conns := make(chan net.Conn)
	wg.Go(func() {
		defer close(conns)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conns <- conn
		}
	})
	first, ok := <-conns
	if !ok {
		return net.ErrClosed // ok: it is taken for the end of the goroutine
	}
	first.Close()
	for conn := range conns {
		conn.Close()
		if s.srv == nil {
			break
		}
	}
	wg.Wait()
	return nil
}

func (s *server) drain(l net.Listener) error {
	var wg sync.WaitGroup
	lines := make(chan string)
	wg.Go(func() {
		defer close(lines)
		lines <- "one"
		lines <- "two"
	})
	for line := range lines {
		if line == "" {
			return errEmpty // want `return may be reached before "wg" is waited for`
		}
	}
	if l == nil {
		return errEmpty // ok: the range has ended with the channel
	}
	wg.Wait()
	return nil
}

func (s *server) serveThenReport(l net.Listener, report func(error)) error {
	var wg sync.WaitGroup
	wg.Add(1)
	errs := make(chan error, 1)
	go func() {
		err := s.srv.Serve(l)
		errs <- err
		report(err)
		wg.Done()
	}()
	select {
	case err := <-errs:
		return err // want `return may be reached before "wg" is waited for`
	case <-s.done:
	}
	s.srv.Close()
	wg.Wait()
	return nil
}
