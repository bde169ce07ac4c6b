// Package flags stops goroutines by flags that they poll.
package flags

import "sync/atomic"

type driver interface {
	Log(msg string) error
	Close() error
}

type ring struct {
	buffer    *queue
	driver    driver
	closeFlag int32
}

type queue struct{ ready chan string }

func (q *queue) Dequeue() (string, bool) { s, ok := <-q.ready; return s, ok }
func (q *queue) Close()                  { close(q.ready) }

func newRing(d driver) *ring {
	r := &ring{buffer: &queue{ready: make(chan string)}, driver: d}
	go r.run() // want `goroutine may be running and still uses r.driver when \(\*ring\).Close closes it on line \d+`
	return r
}

func (r *ring) closed() bool { return atomic.LoadInt32(&r.closeFlag) == 1 }

func (r *ring) run() {
	for {
		if r.closed() {
			return
		}
		msg, ok := r.buffer.Dequeue()
		if !ok {
			return
		}
		_ = r.driver.Log(msg)
	}
}

func (r *ring) Close() error {
	atomic.StoreInt32(&r.closeFlag, 1)
	r.buffer.Close()
	return r.driver.Close()
}

type scanner struct {
	driver  driver
	stopped atomic.Bool
}

func newScanner(d driver) *scanner {
	s := &scanner{driver: d}
	go s.scan() // want `goroutine may be running and still uses s.driver when \(\*scanner\).Shutdown closes it on line \d+`
	return s
}

func (s *scanner) scan() {
	for !s.stopped.Load() {
		_ = s.driver.Log("scanned")
	}
}

func (s *scanner) Shutdown() {
	s.stopped.Store(true)
	_ = s.driver.Close()
}

// once asks for the flag before it starts, and does not loop.
type once struct {
	driver driver
	closed bool
}

func (o *once) warm() {
	go func() { // ok: Close does not stop it, nor is it there to be stopped
		if o.closed {
			return
		}
		_ = o.driver.Log("warm")
	}()
}

func (o *once) Close() error {
	o.closed = true
	return o.driver.Close()
}
