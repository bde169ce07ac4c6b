// Package owner has goroutines that end by themselves.
package owner

import (
	"context"
	"io"
	"log"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

type store struct {
	wg     sync.WaitGroup
	dir    string
	events chan string
	onDone func()
}

// Save saves in the background.
func (s *store) Save(ctx context.Context, name string, data []byte) {
	go s.write(name, data) // want `goroutine calls os.WriteFile, and nobody waits for it or can stop it`
	go func() {            // want `goroutine calls os.WriteFile, and nobody waits for it or can stop it`
		if err := s.write(name, data); err != nil {
			log.Print(err)
		}
	}()
	go func() { // want `goroutine calls time.Sleep, and nobody waits for it or can stop it`
		time.Sleep(time.Minute)
		s.dir = ""
	}()
	safeGo(func() { // want `goroutine calls os.Remove, and nobody waits for it or can stop it`
		_ = os.Remove(name)
	})
	s.wg.Add(1)
	go func() { // ok: the WaitGroup counts it
		defer s.wg.Done()
		_ = s.write(name, data)
	}()
	s.wg.Go(func() { _ = s.write(name, data) }) // ok: the same
	s.goFunc(func() { _ = os.Remove(name) })    // ok: goFunc counts it
	done := make(chan struct{})
	go func() { // ok: who receives from done waits for it
		defer close(done)
		_ = s.write(name, data)
	}()
	<-done
	errs := make(chan error, 1)
	go func() { errs <- s.write(name, data) }() // ok: its result is waited for
	<-errs
	go func() { // ok: it is told that the context is done
		if ctx.Err() == nil {
			_ = s.write(name, data)
		}
	}()
	go func() { // ok: the callback tells somebody
		_ = s.write(name, data)
		s.onDone()
	}()
	go func() { log.Print(len(data)) }() // ok: nothing that can be cut off
	go s.forget()                        // ok: the same
}

func (s *store) write(name string, data []byte) error {
	return os.WriteFile(s.dir+name, data, 0o600)
}

func (s *store) forget() { s.dir = "" }

// goFunc counts what it starts.
func (s *store) goFunc(f func()) {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		f()
	}()
}

func safeGo(f func()) {
	go func() { // ok: what f tells is for f to say
		defer func() { _ = recover() }()
		f()
	}()
}

// Pipe copies until one of the two is closed.
func Pipe(a, b net.Conn) {
	go func() { _, _ = io.Copy(a, b) }() // ok: closing a connection ends it
}

func (s *store) Close() { s.wg.Wait() }

// Stream writes until the reader has enough.
func Stream(data []byte) io.Reader {
	r, w := io.Pipe()
	go func() { // ok: closing the reader ends it
		_, err := w.Write(data)
		_ = w.CloseWithError(err)
	}()
	return r
}

// Watch looks at a flag after each tick, and not before.
func (s *store) Watch(stopped *atomic.Bool) {
	go func() { // want `goroutine waits for a timer, and nobody waits for it or can stop it`
		for range time.NewTicker(time.Hour).C {
			if stopped.Load() {
				return
			}
			s.forget()
		}
	}()
	quit := make(chan struct{})
	go func() { // ok: the channel ends the wait
		for {
			select {
			case <-time.After(time.Hour):
				s.forget()
			case <-quit:
				return
			}
		}
	}()
	defer close(quit)
}
