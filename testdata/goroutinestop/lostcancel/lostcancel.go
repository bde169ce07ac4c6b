// Package lostcancel has functions that make a context for an object, and
// give up before anybody has the object.
package lostcancel

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

var (
	errDraining = errors.New("transport: draining")
	errLimit    = errors.New("transport: too many streams")
)

type stream struct {
	id     int
	conn   net.Conn
	ctx    context.Context
	cancel context.CancelFunc
}

type transport struct {
	ctx      context.Context
	draining bool
	streams  map[int]*stream
}

// NewTransport is given the context that all streams derive theirs from.
func NewTransport(ctx context.Context) *transport {
	return &transport{ctx: ctx, streams: make(map[int]*stream)}
}

func (t *transport) open(id int) error {
	s := &stream{id: id}
	s.ctx, s.cancel = context.WithCancel(t.ctx) // want `s.cancel is lost, uncalled, with the return on line 40 \(nobody else has "s"\)`
	if t.draining {
		return errDraining
	}
	if len(t.streams) > 100 {
		s.cancel()
		return errLimit
	}
	t.streams[s.id] = s
	return nil
}

// openTimed may wait: a context with a deadline ends by itself.
func (t *transport) openTimed(id int) error {
	s := &stream{id: id}
	s.ctx, s.cancel = context.WithTimeout(t.ctx, time.Minute) // ok: it ends by itself
	if t.draining {
		return errDraining
	}
	t.streams[s.id] = s
	return nil
}

// openFirst registers the stream before it is asked anything.
func (t *transport) openFirst(id int) error {
	s := &stream{id: id}
	t.streams[id] = s
	s.ctx, s.cancel = context.WithCancel(t.ctx) // ok: whoever closes the streams has it
	if t.draining {
		return errDraining
	}
	return nil
}

// openDeferred cleans up behind itself.
func (t *transport) openDeferred(id int) (err error) {
	s := &stream{id: id}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	s.ctx, s.cancel = context.WithCancel(t.ctx) // ok: the deferred function cancels it
	if t.draining {
		return errDraining
	}
	t.streams[id] = s
	return nil
}

func (s *stream) close() { s.cancel() }

func (s *stream) dial(addr string) (err error) {
	s.conn, err = net.Dial("tcp", addr)
	return err
}

// dial puts the cancel function into a literal, and calls a method that does
// not know about it.
func (t *transport) dial(addr string) (*stream, error) {
	ctx, cancel := context.WithCancel(t.ctx) // want `cancel is lost, uncalled, with the return on line 101 \(nobody else has "s"\)`
	s := &stream{ctx: ctx, cancel: cancel}
	if err := s.dial(addr); err != nil {
		return nil, err
	}
	return s, nil
}

// dialAndClose calls one that does.
func (t *transport) dialAndClose(addr string) (*stream, error) {
	ctx, cancel := context.WithCancel(t.ctx) // ok: close calls it
	s := &stream{ctx: ctx, cancel: cancel}
	if err := s.dial(addr); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *stream) dialOrClose(addr string) error {
	if err := s.dial(addr); err != nil {
		s.close()
		return err
	}
	return nil
}

func (t *transport) dialOrClose(addr string) (*stream, error) {
	ctx, cancel := context.WithCancel(t.ctx) // ok: the method calls it
	s := &stream{ctx: ctx, cancel: cancel}
	if err := s.dialOrClose(addr); err != nil {
		return nil, err
	}
	return s, nil
}

// dialCancelled calls the cancel function by its own name.
func (t *transport) dialCancelled(addr string) (*stream, error) {
	ctx, cancel := context.WithCancel(t.ctx) // ok: it is called on the way out
	s := &stream{ctx: ctx, cancel: cancel}
	if err := s.dial(addr); err != nil {
		cancel()
		return nil, err
	}
	return s, nil
}

// watched hands the object to a goroutine.
func (t *transport) watched(addr string) error {
	s := &stream{}
	s.ctx, s.cancel = context.WithCancel(t.ctx) // ok: the goroutine has it
	go s.watch()
	if t.draining {
		return errDraining
	}
	t.streams[s.id] = s
	return nil
}

func (s *stream) watch() {
	<-time.After(time.Minute)
	s.cancel()
}

// detached has a parent that keeps nothing.
func detached(id int) *stream {
	s := &stream{id: id}
	s.ctx, s.cancel = context.WithCancel(context.Background()) // ok: it is forgotten with s
	if id < 0 {
		return nil
	}
	return s
}

// serve has a parent that ends when it returns.
func (t *transport) serve(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context()) // ok: the request ends
	s := &stream{ctx: ctx, cancel: cancel}
	if t.draining {
		http.Error(w, "draining", http.StatusServiceUnavailable)
		return
	}
	t.streams[s.id] = s
}

// late finds out that somebody has cancelled the parent.
func (t *transport) late(id int) error {
	s := &stream{id: id}
	s.ctx, s.cancel = context.WithCancel(t.ctx) // ok: it has been cancelled
	if s.ctx.Err() != nil {
		return errDraining
	}
	t.streams[s.id] = s
	return nil
}
