package lostcancel

import (
	"context"
	"net"
	"time"
)

// A session pings its server until it is closed.
type session struct {
	conn   net.Conn
	cancel context.CancelFunc
}

// Close ends the pings.
func (s *session) Close() error {
	s.cancel()
	return s.conn.Close()
}

// Connect starts the pings too early.
func Connect(addr string) (*session, error) {
	s := &session{}
	ctx, cancel := context.WithCancel(context.Background()) // want `cancel is lost, uncalled, with the return on line 29 \(nobody else has "s"\)`
	s.cancel = cancel
	go ping(ctx, addr)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	s.conn = conn
	return s, nil
}

// Reconnect makes its context for the session at once.
func Reconnect(ctx context.Context, addr string) (*session, error) {
	s := &session{}
	ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx)) // want `s.cancel is lost, uncalled, with the return on line 42 \(nobody else has "s"\)`
	go ping(ctx, addr)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	s.conn = conn
	return s, nil
}

// Reach starts the pings when there is something to ping.
func Reach(addr string) (*session, error) {
	s := &session{}
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(context.Background()) // ok: nobody waits for it yet
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	s.conn = conn
	go ping(ctx, addr)
	return s, nil
}

func ping(ctx context.Context, addr string) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			if conn, err := net.Dial("tcp", addr); err == nil {
				_ = conn.Close()
			}
		case <-ctx.Done():
			return
		}
	}
}

// sessions has them all.
type sessions struct {
	ctx   context.Context
	byKey map[string]*session
}

func newSessions() *sessions {
	return &sessions{ctx: context.Background(), byKey: make(map[string]*session)}
}

// open files the session before it starts the pings.
func (all *sessions) open(addr string) error {
	ctx, cancel := context.WithCancel(all.ctx)
	s := &session{cancel: cancel}
	all.byKey[addr] = s
	go ping(ctx, addr) // ok: who looks for the session finds it
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	s.conn = conn
	return nil
}

// start hands the session to the goroutine.
func start(addr string) error {
	ctx, cancel := context.WithCancel(context.Background())
	s := &session{cancel: cancel}
	go func() {
		ping(ctx, addr)
		_ = s.Close()
	}()
	_, err := net.Dial("tcp", addr) // ok: the goroutine has the session
	return err
}
