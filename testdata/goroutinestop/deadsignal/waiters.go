package deadsignal

import (
	"context"
	"strings"
	"time"
)

// rows cancels its context when that has been cancelled.
type rows struct {
	cancel context.CancelFunc
}

func openRows() *rows {
	r := &rows{}
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	go r.awaitDone(ctx) // want `goroutine waits for ctx, which nothing cancels`
	return r
}

func (r *rows) awaitDone(ctx context.Context) {
	<-ctx.Done()
	r.close()
}

func (r *rows) close() { r.cancel() }

// cursor has a method for others, too.
type cursor struct {
	cancel context.CancelFunc
}

func openCursor() *cursor {
	c := &cursor{}
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	go c.awaitDone(ctx) // ok: whoever has the cursor can close it
	return c
}

func (c *cursor) awaitDone(ctx context.Context) {
	<-ctx.Done()
	c.close()
}

func (c *cursor) Close() { c.close() }

func (c *cursor) close() { c.cancel() }

// relay ends with the select, and fires the signal in a deferred call.
type relay struct {
	quit chan struct{}
	in   chan int
}

func newRelay() *relay {
	r := &relay{quit: make(chan struct{}), in: make(chan int)}
	go r.run() // want `goroutine stops on r.quit, which nothing closes`
	return r
}

func (r *relay) run() {
	defer close(r.quit)
	for {
		select {
		case <-r.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

// pipe closes it when the input ends.
type pipe struct {
	quit chan struct{}
	in   chan int
}

func newPipe(in chan int) *pipe {
	p := &pipe{quit: make(chan struct{}), in: in}
	go p.read()
	go p.beat() // ok: read tells it to stop
	return p
}

func (p *pipe) read() {
	defer close(p.quit)
	for {
		select {
		case <-p.quit:
			return
		case _, ok := <-p.in:
			if !ok {
				return
			}
		}
	}
}

func (p *pipe) beat() {
	for {
		select {
		case <-p.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

// nobody has a select that nothing can end.
func nobody(samples chan<- int) {
	events := make(chan int)
	quit := make(chan struct{})
	go func() { // want `goroutine waits to send on events, which nothing receives from`
		select {
		case events <- 1:
		case <-quit:
		}
	}()
	sizes := make(chan int, 1)
	go func() { // ok: there is room
		select {
		case sizes <- 1:
		case <-quit:
		}
	}()
	go func() { // ok: somebody else may receive
		select {
		case samples <- 1:
		case <-quit:
		}
	}()
}

type gate struct{ open chan struct{} }

func (g *gate) pass() { <-g.open } // goroutineblocked says that nothing opens it

func (g *gate) watch() {
	for {
		select {
		case <-g.open:
			return
		case <-time.After(time.Second):
		}
	}
}

// enter calls a method that waits, in whatever goroutine.
func enter() {
	g := &gate{open: make(chan struct{})}
	go func() { // ok: one finding, where pass waits
		g.pass()
		time.Sleep(time.Second)
	}()
	go func() { // want `goroutine stops on g.open, which nothing closes`
		g.watch()
	}()
}

var _ = []any{enter, openRows, openCursor, newRelay, newPipe, nobody}

// built has a channel for each target, which is closed when it is there.
var built = make(map[string]chan struct{})

// Build builds the targets that names list.
func Build(names []string) {
	for _, name := range names {
		<-begin(name)
	}
}

func begin(name string) chan struct{} {
	done := built[name]
	if done == nil {
		done = make(chan struct{})
		built[name] = done
		go build(name, done) // ok: it waits for others, and closes its own
	}
	return done
}

func build(name string, done chan struct{}) {
	defer close(done)
	if parent, _, ok := strings.Cut(name, "/"); ok {
		<-begin(parent)
	}
	time.Sleep(time.Second)
}

// A link is ready once it has been dialed.
type link struct{ dial func() bool }

// whenReady returns a channel that is closed when the link is ready.
func whenReady(l *link) (ready chan struct{}) {
	ready = make(chan struct{})
	go func() {
		defer close(ready)
		for !l.dial() {
		}
	}()
	return ready
}

// Forget forgets the link when it is ready.
func Forget(l *link, forget func(*link)) {
	go func() { // ok: what makes the channel starts who closes it
		<-whenReady(l)
		forget(l)
	}()
}
