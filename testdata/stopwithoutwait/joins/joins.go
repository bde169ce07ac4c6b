// Package joins waits for its goroutines in the ways that services do.
package joins

import (
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

type store interface {
	Put(key string) error
	Close() error
}

func loop(quit <-chan struct{}, s store) {
	for {
		select {
		case <-quit:
			return
		case <-time.After(time.Second):
			_ = s.Put("beat")
		}
	}
}

type counted struct {
	data store
	quit chan struct{}
	wg   sync.WaitGroup
}

func (c *counted) Start() {
	c.wg.Add(1)
	go func() { // ok: counted
		defer c.wg.Done()
		loop(c.quit, c.data)
	}()
	c.wg.Go(func() { loop(c.quit, c.data) }) // ok: counted
}

func (c *counted) Close() error {
	close(c.quit)
	c.wg.Wait()
	return c.data.Close()
}

type grouped struct {
	data store
	quit chan struct{}
	g    errgroup.Group
}

func (g *grouped) Start() {
	g.g.Go(func() error { loop(g.quit, g.data); return nil }) // ok: counted
}

func (g *grouped) Close() error {
	close(g.quit)
	return errors.Join(g.g.Wait(), g.data.Close())
}

// reported sends its error as its last word.
type reported struct {
	data store
	quit chan struct{}
	err  chan error
}

func (r *reported) Start() {
	go func() { // ok: Close receives the error
		loop(r.quit, r.data)
		r.err <- nil
	}()
}

func (r *reported) Close() error {
	close(r.quit)
	return errors.Join(<-r.err, r.data.Close())
}

// handshake is taken by the loop before Close goes on.
type handshake struct {
	data store
	quit chan struct{}
}

func newHandshake(s store) *handshake {
	h := &handshake{data: s, quit: make(chan struct{})}
	go loop(h.quit, h.data) // ok: the send returns when the loop has taken it
	return h
}

func (h *handshake) Close() error {
	h.quit <- struct{}{}
	return h.data.Close()
}

// tracker is a type of one's own with Done and Wait.
type tracker struct{ n chan int }

func (t *tracker) Done() { t.n <- -1 }
func (t *tracker) Wait() { <-t.n }

type tracked struct {
	data store
	quit chan struct{}
	t    *tracker
}

func (t *tracked) Start() {
	go func() { // ok: Done
		defer t.t.Done()
		loop(t.quit, t.data)
	}()
}

func (t *tracked) Close() error {
	close(t.quit)
	t.t.Wait()
	return t.data.Close()
}

// called tells by a function that it was given.
type called struct {
	data   store
	quit   chan struct{}
	onExit func()
}

func (c *called) Start() {
	go func() { // ok: onExit tells
		defer c.onExit()
		for {
			select {
			case <-c.quit:
				return
			case <-time.After(time.Second):
				_ = c.data.Put("beat")
			}
		}
	}()
}

func (c *called) Close() error {
	close(c.quit)
	return c.data.Close()
}

// limited gives back its place in a semaphore, which Close fills.
type limited struct {
	data store
	quit chan struct{}
	sem  chan struct{}
}

func (l *limited) Start() {
	l.sem <- struct{}{}
	go func() { // ok: it gives back its place
		defer func() { <-l.sem }()
		for {
			select {
			case <-l.quit:
				return
			case <-time.After(time.Second):
				_ = l.data.Put("beat")
			}
		}
	}()
}

func (l *limited) Close() error {
	close(l.quit)
	for range cap(l.sem) {
		l.sem <- struct{}{}
	}
	return l.data.Close()
}

// lazy lets time pass.
type lazy struct {
	data store
	quit chan struct{}
}

func (l *lazy) Start() {
	go func() { // ok: Close gives it a second
		for {
			select {
			case <-l.quit:
				return
			case <-time.After(time.Millisecond):
				_ = l.data.Put("beat")
			}
		}
	}()
}

func (l *lazy) Close() error {
	close(l.quit)
	time.Sleep(time.Second)
	return l.data.Close()
}

// drained closes its channel on the way out, and empties another after.
type drained struct {
	data  store
	quit  chan struct{}
	items chan string
	done  chan struct{}
}

func (d *drained) Start() {
	go func() { // ok: Close waits for the close of done
		for open := true; open; {
			select {
			case <-d.quit:
				open = false
			case item := <-d.items:
				_ = d.data.Put(item)
			}
		}
		close(d.done)
		for len(d.items) > 0 {
			<-d.items
		}
	}()
	go func() { // ok: Close waits for the close of done
		for {
			select {
			case <-d.quit:
				close(d.done)
				return
			case item := <-d.items:
				_ = d.data.Put(item)
			}
		}
	}()
}

func (d *drained) Close() error {
	close(d.quit)
	<-d.done
	return d.data.Close()
}

// pool counts what it starts by what is taken and given back.
type pool struct{ free chan struct{} }

func (p *pool) Take() { <-p.free }
func (p *pool) Give() { p.free <- struct{}{} }
func (p *pool) Wait() {
	for range cap(p.free) {
		p.Take()
	}
}

type pooled struct {
	data store
	quit chan struct{}
	p    *pool
}

func (p *pooled) Start() {
	p.p.Take()
	go func() { // ok: what it gives back is waited for
		defer p.p.Give()
		loop(p.quit, p.data)
	}()
}

func (p *pooled) Close() error {
	close(p.quit)
	p.p.Wait()
	return p.data.Close()
}

// patient waits for a second at most.
type patient struct {
	data store
	quit chan struct{}
	done chan struct{}
}

func (p *patient) Start() {
	go func() { // ok: Close waits for the close of done, if not for ever
		defer close(p.done)
		loop(p.quit, p.data)
	}()
}

func (p *patient) Close() error {
	close(p.quit)
	select {
	case <-p.done:
	case <-time.After(time.Second):
	}
	return p.data.Close()
}
