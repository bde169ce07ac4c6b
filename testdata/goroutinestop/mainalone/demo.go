// Command demo takes no notice of signals: nothing in it is stopped in order.
package main

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

type camera struct{ frames atomic.Int64 }

func (c *camera) close() { c.frames.Store(0) }

func main() {
	var c camera
	go func() { // ok: it ends with main, as everything does
		for range time.Tick(time.Second) {
			fmt.Println(c.frames.Load())
		}
	}()
	go c.film() // ok: the same
	watch(&c)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `goroutine runs an endless loop`
		defer wg.Done()
		for {
			c.frames.Add(1)
		}
	}()
	onConnect(func(name string) {
		go func() { // want `goroutine runs an endless loop`
			for {
				fmt.Println(name)
				time.Sleep(time.Second)
			}
		}()
	})
	relay(&c)
	go rotate(context.Background(), &c) // ok: it ends with main
	setup(&c)
	wg.Wait()
}

func rotate(ctx context.Context, c *camera) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
			c.frames.Store(0)
		}
	}
}

// watch is called by main only.
func watch(c *camera) {
	go c.film() // ok: it ends with main
}

// relay is called for each camera.
func relay(c *camera) {
	go c.film() // want `goroutine runs an endless loop`
	if c.frames.Load() > 100 {
		split(c)
	}
}

func split(c *camera) { relay(c) }

func onConnect(f func(string)) { f("first") }

func (c *camera) film() {
	for {
		c.frames.Add(1)
		time.Sleep(time.Millisecond)
	}
}

// setup runs for main, and so does what it calls.
func setup(c *camera) {
	go c.film() // ok: it ends with main
	if addr, err := preview(); err == nil {
		fmt.Println("preview on", addr)
	}
}

// preview serves what the camera sees.
func preview() (net.Addr, error) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return nil, err
	}
	go func() { // ok: it ends with main
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	return ln.Addr(), nil
}

// thumbnails serves small pictures of one camera.
func (c *camera) thumbnails() error {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	go func() { // want `goroutine ends when ln is closed, which nobody does`
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	return nil
}
