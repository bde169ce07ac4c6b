// Package channels has the shapes in which services hold their channels.
package channels

import (
	"os"
	"os/signal"
	"sync"
)

type job struct{ id int }

type server struct {
	quit    chan struct{}     // want "quit: chan.0. close receive@select live"
	jobs    chan job          // want "jobs: chan.64. range send live"
	lost    chan struct{}     // want "lost: chan.0. receive@select"
	never   chan error        // want "never: receive$"
	done    chan struct{}     // want "done: chan.0. close@defer shown live"
	watches map[int]chan job  // want "watches: chan.1. send live"
	conns   map[chan job]bool // want "conns: chan.0. close live"
	pending []chan<- int      // want "pending: chan.0. receive send live"
	once    sync.Once
}

func newServer(addr string) *server {
	s := &server{
		quit:    make(chan struct{}),
		jobs:    make(chan job, 64),
		lost:    make(chan struct{}),
		done:    make(chan struct{}),
		watches: make(map[int]chan job),
	}
	go s.loop()
	return s
}

func (s *server) loop() {
	defer close(s.done)
	for j := range s.jobs {
		select {
		case <-s.quit:
			return
		case <-s.lost:
			return
		default:
		}
		for _, w := range s.watches {
			w <- j
		}
	}
	<-s.never
}

func (s *server) Stop() { s.once.Do(func() { close(s.quit) }) }

// Done can be received from, and no more.
func (s *server) Done() <-chan struct{} { return s.done }

func (s *server) submit(j job) { s.jobs <- j }

func (s *server) watch(id int) {
	s.watches[id] = make(chan job, 1)
}

func (s *server) ask() int {
	reply := make(chan int)
	s.pending = append(s.pending, reply)
	s.pending[0] <- 1
	return <-reply
}

func (s *server) serve() {
	c := make(chan job)
	s.conns[c] = true
	for c := range s.conns {
		close(c)
	}
}

func notified() {
	ch := make(chan os.Signal, 1) // want "ch: chan.1. receive foreign gone live|ch: chan.1. receive gone live"
	signal.Notify(ch, os.Interrupt)
	<-ch
}

// relay hands its channel on to a helper of the package.
func relay(size int) {
	results := make(chan int, size) // want "results: chan.-1. close receive send live"
	go produce(results)
	<-results
	finish(results)
}

func produce(out chan<- int) {
	out <- 1
}

func finish(out chan<- int) { close(out) }

// Export is open to callers out of sight.
func Export(in chan int) { // want "in: receive foreign gone live"
	<-in
}

func wrapped() <-chan int {
	return open()
}

func open() chan int { // opened is the result of both
	opened := make(chan int) // want "opened: chan.0. receive"
	return opened
}

func consume() {
	<-wrapped()
}

func boxed() any {
	box := make(chan int) // want "box: chan.0. gone live"
	return box
}

func of(x any) {
	switch c := x.(type) { // want "c: close foreign gone live"
	case chan int:
		close(c)
	}
}
