// Package idlecancel has cancel functions that tell nobody.
package idlecancel

import (
	"context"
	"net"
	"sync"
	"time"
)

type server struct {
	ln         net.Listener
	stopAccept context.CancelFunc
	stopConns  context.CancelFunc
	stopSweep  context.CancelFunc
	stopPoll   context.CancelFunc
	conns      sync.WaitGroup
}

func start(ln net.Listener) *server {
	acceptCtx, stopAccept := context.WithCancel(context.Background())
	connCtx, stopConns := context.WithCancel(context.Background()) // want `nothing calls "stopConns", which cancels this context \(what it is to tell goes on\)`
	s := &server{ln: ln, stopAccept: stopAccept, stopConns: stopConns}
	go s.accept(acceptCtx, connCtx)

	sweepCtx, stopSweep := context.WithCancel(context.Background()) // ok: the sweeper below can end in no other way, and is reported there
	s.stopSweep = stopSweep
	go s.sweep(sweepCtx)

	var pollCtx context.Context
	pollCtx, s.stopPoll = context.WithTimeout(context.Background(), time.Hour) // ok: it ends by itself
	go s.poll(pollCtx)
	return s
}

func (s *server) accept(ctx, connCtx context.Context) {
	for {
		conn, err := s.ln.Accept()
		if err != nil || ctx.Err() != nil {
			return
		}
		s.conns.Go(func() { serve(connCtx, conn) })
	}
}

func serve(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	buf := make([]byte, 512)
	for ctx.Err() == nil {
		if _, err := conn.Read(buf); err != nil {
			return
		}
	}
}

func (s *server) sweep(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

func (s *server) poll(ctx context.Context) {
	for ctx.Err() == nil {
		time.Sleep(time.Second)
	}
}

// Stop forgets the connections.
func (s *server) Stop() error {
	s.stopAccept()
	err := s.ln.Close()
	s.conns.Wait()
	return err
}

func dropped(ctx context.Context, ln net.Listener) *server {
	_, stop := context.WithCancel(ctx) // want `context is dropped, and its cancel function tells nobody`
	s := &server{ln: ln, stopAccept: stop}
	go s.accept(ctx, ctx)
	return s
}

func kept(ctx context.Context, ln net.Listener) *server {
	ctx, stop := context.WithCancel(ctx)
	s := &server{ln: ln, stopAccept: stop}
	go s.accept(ctx, ctx) // ok: Stop cancels it
	return s
}

// Handle may be stopped by whoever has it.
type Handle struct {
	Cancel context.CancelFunc
	done   context.CancelFunc
}

func handle(ctx context.Context, ln net.Listener, keep func(context.CancelFunc)) *Handle {
	acceptCtx, stop := context.WithCancel(ctx) // ok: the field is exported
	connCtx, done := context.WithCancel(ctx)   // ok: someone is handed it
	h := &Handle{Cancel: stop, done: done}
	keep(h.done)
	go (&server{ln: ln}).accept(acceptCtx, connCtx)
	return h
}
