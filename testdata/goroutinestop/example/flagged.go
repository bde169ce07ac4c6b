// Package example shows goroutines that cannot be told to stop, and their
// mended forms.
package example

import (
	"io"
	"log"
	"net"
	"time"
)

// Registry knows where each vehicle was seen last.
type Registry struct {
	refresh func() error
	rows    io.Closer
}

// Start keeps the registry fresh.
func (r *Registry) Start() {
	go func() { // want `goroutine runs an endless loop and has no way to stop \(no context, channel or return\)`
		for range time.Tick(time.Minute) {
			if err := r.refresh(); err != nil {
				log.Print(err)
			}
		}
	}()
}

// Close closes the rows of the registry, under the goroutine of Start.
func (r *Registry) Close() error { return r.rows.Close() }

// Listen takes reports from vehicles.
func Listen(l net.Listener, handle func(net.Conn)) {
	go accept(l, handle) // want `goroutine runs an endless loop and has no way to stop`
}

func accept(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Print(err)
			continue
		}
		go handle(conn)
	}
}
