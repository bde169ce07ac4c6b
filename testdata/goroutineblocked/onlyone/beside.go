package onlyone

import "time"

// A Relay has a reader and a writer.
type Relay struct {
	quit chan struct{}
	in   chan string
}

// NewRelay makes one.
func NewRelay() *Relay { return &Relay{quit: make(chan struct{}), in: make(chan string)} }

// Start starts both.
func (r *Relay) Start() {
	go r.read()
	go r.write()
}

func (r *Relay) read() {
	for {
		select {
		case <-r.quit:
			return
		case <-r.in:
		}
	}
}

func (r *Relay) write() {
	for {
		select {
		case <-time.After(time.Second):
		case <-r.quit:
			return
		}
	}
}

// Stop stops one of them.
func (r *Relay) Stop() {
	r.quit <- struct{}{} // want `send on "quit" stops one goroutine only \(another is started on line 17\)`
}

// Both starts two goroutines and tells one.
func Both(a, b func()) {
	quit := make(chan bool)
	go func() {
		for {
			select {
			case <-quit:
				return
			default:
				a()
			}
		}
	}()
	go func() {
		for {
			select {
			case <-quit:
				return
			default:
				b()
			}
		}
	}()
	time.Sleep(time.Second)
	quit <- true // want `send on "quit" stops one goroutine only \(another is started on line 58\)`
}

// Closed tells both.
func Closed(a, b func()) {
	quit := make(chan bool)
	go func() {
		for {
			select {
			case <-quit:
				return
			default:
				a()
			}
		}
	}()
	go func() {
		<-quit
		b()
	}()
	time.Sleep(time.Second)
	close(quit) // ok
}

// OneOf starts one of two.
func OneOf(odd bool, a, b func()) {
	quit := make(chan bool)
	if odd {
		go func() {
			<-quit
			a()
		}()
	} else {
		go func() {
			<-quit
			b()
		}()
	}
	time.Sleep(time.Second)
	quit <- true // ok: there is but one
}
