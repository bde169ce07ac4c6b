// Package deadsignal has goroutines that listen for a signal that nobody
// fires.
package deadsignal

import (
	"sync"
	"time"
)

type collector struct {
	quit   chan struct{}
	done   chan struct{}
	closed chan struct{}
	once   sync.Once
	seen   int
}

func newCollector() *collector {
	return &collector{
		quit:   make(chan struct{}),
		done:   make(chan struct{}),
		closed: make(chan struct{}),
	}
}

func (c *collector) Start() {
	go c.loop()     // want `goroutine stops on c.quit, which nothing closes`
	go c.loopDone() // ok: Stop closes done
	go func() {     // want `goroutine stops on c.quit, which nothing closes`
		defer c.flush()
		c.loop()
	}()
}

func (c *collector) loop() {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			c.flush()
		case <-c.quit:
			return
		}
	}
}

func (c *collector) loopDone() {
	for {
		select {
		case <-c.done:
			return
		case <-time.After(time.Second):
			c.flush()
		}
	}
}

func (c *collector) Stop() { c.once.Do(func() { close(c.done) }) }

func (c *collector) flush() { c.seen = 0 }

// local: the channel never leaves the function, and nobody closes it.
func local(work func()) {
	quit := make(chan struct{})
	go func() { // want `goroutine stops on quit, which nothing closes`
		for {
			select {
			case <-quit:
				return
			default:
				work()
			}
		}
	}()
}

// twoWays: one of the two can still end it.
func (c *collector) twoWays(updates <-chan int) {
	go func() { // ok: updates may be closed by the caller
		for {
			select {
			case <-c.quit:
				return
			case _, ok := <-updates:
				if !ok {
					return
				}
			}
		}
	}()
}

// failing: the loop ends with the first error.
func (c *collector) failing(poll func() error) {
	go func() { // ok: an error ends it
		for {
			select {
			case <-c.quit:
				return
			case <-time.After(time.Second):
			}
			if err := poll(); err != nil {
				return
			}
		}
	}()
}

// waiting has no loop.
func (c *collector) waiting() {
	go func() { // want `goroutine waits for c.closed, which nothing closes`
		<-c.closed
		c.flush()
	}()
	go func() { // want `goroutine stops on c.quit, which nothing closes`
		select {
		case <-c.quit:
		case <-c.closed:
		}
		c.flush()
	}()
	go func() { // ok: the timer ends the wait
		select {
		case <-c.quit:
		case <-time.After(time.Minute):
		}
		c.flush()
	}()
}

// leaves: whoever gets the channel may close it.
func leaves(register func(chan struct{})) {
	quit := make(chan struct{})
	register(quit)
	go func() { // ok: register may keep it
		<-quit
	}()
}

// stoppers is closed element by element.
type stoppers struct{ byName map[string]chan struct{} }

func (s *stoppers) add(name string, work func()) {
	stop := make(chan struct{})
	s.byName[name] = stop
	go func() { // ok: remove closes it
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Second):
				work()
			}
		}
	}()
}

func (s *stoppers) remove(name string) {
	close(s.byName[name])
	delete(s.byName, name)
}

var shutdown = make(chan struct{})

func watchShutdown(work func()) {
	go func() { // want `goroutine stops on shutdown, which nothing closes`
		for {
			select {
			case <-shutdown:
				return
			case <-time.After(time.Second):
				work()
			}
		}
	}()
}

type cluster struct {
	coordinator struct {
		replication struct{ heartbeatInterrupts chan struct{} }
	}
}

func (c *cluster) watch() {
	c.coordinator.replication.heartbeatInterrupts = make(chan struct{})
	go func() { // want `goroutine waits for heartbeatInterrupts, which nothing closes`
		<-c.coordinator.replication.heartbeatInterrupts
	}()
}
