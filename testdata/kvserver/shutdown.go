package kvserver

import (
	"context"
	"errors"
	"fmt"
	"net"
)

// Shutdown stops the server and returns when all of its goroutines have ended.
//
// Connections are drained: each answers the request in hand and refuses the
// others. Those that are left when ctx is done are closed, and the error then
// wraps ctx.Err(). The other errors are those of the listener. Shutdown may be
// called more than once.
//
// A client that the operating system has queued, but the server has not
// accepted, is reset by the operating system: the server never saw its request.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stopAccepting()
	closeErr := s.ln.Close()
	if errors.Is(closeErr, net.ErrClosed) {
		closeErr = nil
	}
	<-s.acceptDone

	s.stopConns()
	drainErr := s.drain(ctx)

	s.db.Close()
	return errors.Join(s.acceptErr, closeErr, drainErr)
}

// drain waits for the connections, and closes them when ctx is done.
func (s *Server) drain(ctx context.Context) error {
	drained := make(chan struct{})
	go func() {
		s.conns.Wait()
		close(drained)
	}()
	select {
	case <-drained:
		return nil
	case <-ctx.Done():
	}
	n := s.closeConns()
	<-drained
	if n == 0 {
		return nil // the last one left together with the deadline
	}
	return fmt.Errorf("kvserver: drain ended with %d still connected: %w", n, ctx.Err())
}
