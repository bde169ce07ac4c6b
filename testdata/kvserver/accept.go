package kvserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"
)

// The back-off after errors of Accept that pass: from minBackoff, doubled each
// time, up to maxBackoff.
const (
	minBackoff = 5 * time.Millisecond
	maxBackoff = time.Second
)

// acceptLoop serves each connection of the listener until ctx is done or the
// listener fails. It takes the slot before it accepts, so that a client over the
// limit waits in the listener's queue. The connections are told to stop by
// connCtx.
func (s *Server) acceptLoop(ctx, connCtx context.Context) {
	defer close(s.acceptDone)
	for {
		if err := s.slots.Acquire(ctx, 1); err != nil {
			return // ctx is done: there is no other error
		}
		nc, err := s.accept(ctx)
		if err != nil {
			s.slots.Release(1)
			if ctx.Err() == nil {
				s.acceptErr = fmt.Errorf("kvserver: %w", err)
			}
			return
		}
		s.serveConn(connCtx, nc)
	}
}

// accept returns the next connection. It tries again after an error that
// passes, and gives up when ctx is done.
func (s *Server) accept(ctx context.Context) (net.Conn, error) {
	for delay := minBackoff; ; delay = min(2*delay, maxBackoff) {
		nc, err := s.ln.Accept()
		if err == nil || !isTemporary(err) {
			return nc, err
		}
		s.cfg.Logger.Warn("accept failed, trying again", "err", err, "delay", delay)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(delay):
		}
	}
}

// isTemporary reports whether Accept can succeed later: the client has left the
// queue, or the process or the system is short of something. (The Temporary
// method of net.Error is deprecated because it promised more than this.)
func isTemporary(err error) bool {
	for _, errno := range []syscall.Errno{
		syscall.ECONNABORTED,
		syscall.EMFILE,
		syscall.ENFILE,
		syscall.ENOBUFS,
		syscall.ENOMEM,
	} {
		if errors.Is(err, errno) {
			return true
		}
	}
	return false
}
