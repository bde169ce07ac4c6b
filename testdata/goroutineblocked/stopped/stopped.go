// Package stopped has loops that serve others until they are stopped.
package stopped

import (
	"context"
	"sync"
)

// A Hub takes registrations until it is closed.
type Hub struct {
	register   chan string
	unregister chan string
	lookups    chan string
	flush      chan struct{}
	quit       chan struct{}
	members    map[string]bool
}

// NewHub starts the loop.
func NewHub() *Hub {
	h := &Hub{
		register:   make(chan string),
		unregister: make(chan string),
		lookups:    make(chan string),
		flush:      make(chan struct{}),
		quit:       make(chan struct{}),
		members:    make(map[string]bool),
	}
	go h.run()
	return h
}

func (h *Hub) run() {
	for {
		select {
		case name := <-h.register:
			h.members[name] = true
		case name := <-h.unregister:
			delete(h.members, name)
		case <-h.lookups:
		case <-h.flush:
			clear(h.members)
		case <-h.quit:
			return
		}
	}
}

// Register waits for a loop that may have stopped.
func (h *Hub) Register(name string) {
	h.register <- name // want `send on "register" blocks forever once its receiver has stopped \(on line 43\)`
}

// Unregister looks at the same signal.
func (h *Hub) Unregister(name string) {
	select {
	case h.unregister <- name: // ok: it stops, too
	case <-h.quit:
	}
}

// Lookup does not wait.
func (h *Hub) Lookup(name string) bool {
	select {
	case h.lookups <- name: // ok: there is a default
		return true
	default:
		return false
	}
}

// Close flushes, and stops then.
func (h *Hub) Close() {
	h.flush <- struct{}{} // ok: the loop is stopped after that
	close(h.quit)
}

// A Meter is stopped by the context that Run is given.
type Meter struct {
	samples chan int
	once    sync.Once
	sum     int
}

// NewMeter makes one.
func NewMeter() *Meter { return &Meter{samples: make(chan int, 1)} }

// Run adds the samples up until the context ends.
func (m *Meter) Run(ctx context.Context) {
	for {
		select {
		case n := <-m.samples:
			m.sum += n
		case <-ctx.Done():
			return
		}
	}
}

// Add blocks when Run has gone and the buffer is full.
func (m *Meter) Add(n int) {
	m.samples <- n // want `send on "samples" blocks forever once its receiver has stopped \(on line 94\)`
}

// Set puts another sample into the buffer.
func (m *Meter) Set(n int) { m.samples <- n }

// A Drain takes what is left after it has been stopped.
type Drain struct {
	in   chan int
	quit chan struct{}
	sum  int
}

// NewDrain starts the loop.
func NewDrain() *Drain {
	d := &Drain{in: make(chan int), quit: make(chan struct{})}
	go d.run()
	return d
}

func (d *Drain) run() {
	for {
		select {
		case n := <-d.in:
			d.sum += n
		case <-d.quit:
			d.rest()
			return
		}
	}
}

func (d *Drain) rest() {
	for {
		select {
		case n := <-d.in:
			d.sum += n
		default:
			return
		}
	}
}

// Add is received in the end, too.
func (d *Drain) Add(n int) {
	d.in <- n // ok: it is drained
}

// Close stops the loop.
func (d *Drain) Close() { close(d.quit) }

// A Monitor is stopped by its owner, or with all others.
type Monitor struct {
	halt chan struct{}
	all  <-chan struct{}
}

// NewMonitor starts one.
func NewMonitor(all <-chan struct{}, ticks <-chan int, use func(int)) *Monitor {
	m := &Monitor{halt: make(chan struct{}, 1), all: all}
	go m.run(ticks, use)
	return m
}

func (m *Monitor) run(ticks <-chan int, use func(int)) {
	halt := m.halt
	for {
		select {
		case n := <-ticks:
			use(n)
		case <-halt:
			return
		case <-m.all:
			return
		}
	}
}

// Halt is called once, and there is room for that.
func (m *Monitor) Halt() {
	m.halt <- struct{}{} // ok: it is no work that the loop serves
}

// A Feed hands its channel to the function that serves it.
type Feed struct {
	lines chan string
	stop  chan struct{}
}

// Open starts the loop.
func Open(use func(string)) *Feed {
	f := &Feed{lines: make(chan string), stop: make(chan struct{})}
	go serveLines(f.lines, f.stop, use)
	return f
}

func serveLines(lines <-chan string, stop <-chan struct{}, use func(string)) {
	for {
		select {
		case line := <-lines:
			use(line)
		case <-stop:
			return
		}
	}
}

// Write waits for a loop that may have stopped.
func (f *Feed) Write(line string) {
	f.lines <- line // want `send on "lines" blocks forever once its receiver has stopped`
}

// Close stops the loop.
func (f *Feed) Close() { close(f.stop) }

// A Response is written by whoever has made it, and ended by him.
type Response struct {
	blocks chan []byte
	done   chan error
}

// Respond starts the loop.
func Respond(write func([]byte)) *Response {
	r := &Response{blocks: make(chan []byte), done: make(chan error)}
	go func() {
		for {
			select {
			case b := <-r.blocks:
				write(b)
			case err := <-r.done:
				if err != nil {
					write([]byte(err.Error()))
				}
				close(r.done)
				return
			}
		}
	}()
	return r
}

// Write writes a block, before the end.
func (r *Response) Write(b []byte) {
	r.blocks <- b // ok: the end comes with a value, from the same hand
}

// End ends the response.
func (r *Response) End(err error) {
	r.done <- err
	<-r.done
}

// A Cleaner has a bell with room for one ring, and tokens for its users.
type Cleaner struct {
	bell   chan struct{}
	tokens chan struct{}
	exit   chan struct{}
}

// NewCleaner starts the loop.
func NewCleaner(users int, clean func()) *Cleaner {
	c := &Cleaner{
		bell:   make(chan struct{}, 1),
		tokens: make(chan struct{}, users),
		exit:   make(chan struct{}),
	}
	for range users {
		c.tokens <- struct{}{} // ok: there is room for all
	}
	go func() {
		for {
			select {
			case <-c.bell:
				clean()
			case <-c.tokens:
				clean()
			case <-c.exit:
				return
			}
		}
	}()
	return c
}

// Ring rings the bell.
func (c *Cleaner) Ring() {
	c.bell <- struct{}{} // ok: there is room
}

// Close stops the loop.
func (c *Cleaner) Close() { close(c.exit) }

// A Compactor has a bell with room for one ring, and two places that ring.
type Compactor struct {
	bell chan struct{}
	exit chan struct{}
}

// NewCompactor rings at once.
func NewCompactor() *Compactor {
	c := &Compactor{bell: make(chan struct{}, 1), exit: make(chan struct{})}
	c.bell <- struct{}{} // ok: nobody can have stopped it yet
	return c
}

// Run compacts when the bell rings.
func (c *Compactor) Run(compact func()) {
	for {
		select {
		case <-c.bell:
			compact()
		case <-c.exit:
			return
		}
	}
}

// Ring rings the bell.
func (c *Compactor) Ring() {
	c.bell <- struct{}{} // want `send on "bell" blocks forever once its receiver has stopped`
}

// Close stops the loop.
func (c *Compactor) Close() { close(c.exit) }

// A Conn writes one request at a time.
type Conn struct {
	requests chan string
	closed   chan struct{}
}

// Dial starts the loop.
func Dial(write func(string)) *Conn {
	c := &Conn{requests: make(chan string, 1), closed: make(chan struct{})}
	go func() {
		for {
			select {
			case r := <-c.requests:
				write(r)
			case <-c.closed:
				return
			}
		}
	}()
	return c
}

// Request is called by one user at a time.
func (c *Conn) Request(r string) {
	c.requests <- r // ok: there is room for one
}

// Close closes the connection.
func (c *Conn) Close() { close(c.closed) }

// A Broker has some room for events, which are published in a loop.
type Broker struct {
	events chan string
	quit   chan struct{}
}

// NewBroker makes one.
func NewBroker() *Broker { return &Broker{events: make(chan string, 8), quit: make(chan struct{})} }

// Run handles events.
func (b *Broker) Run(handle func(string)) {
	for {
		select {
		case e := <-b.events:
			handle(e)
		case <-b.quit:
			return
		}
	}
}

// Publish publishes all.
func (b *Broker) Publish(events []string) {
	for _, e := range events {
		b.events <- e // want `send on "events" blocks forever once its receiver has stopped`
	}
}

// Close ends Run.
func (b *Broker) Close() { close(b.quit) }

// A Starter fills its buffer once.
type Starter struct {
	slots chan int
	quit  chan struct{}
}

// NewStarter makes one.
func NewStarter() *Starter { return &Starter{slots: make(chan int, 8), quit: make(chan struct{})} }

// Fill fills it.
func (s *Starter) Fill() {
	for i := 0; i < 8; i++ {
		s.slots <- i // ok: counted by hand
	}
}

// Run hands the slots out.
func (s *Starter) Run(use func(int)) {
	for {
		select {
		case n := <-s.slots:
			use(n)
		case <-s.quit:
			return
		}
	}
}

// Close ends Run.
func (s *Starter) Close() { close(s.quit) }
