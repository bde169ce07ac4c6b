// Command demo takes no notice of signals: nothing in it is stopped in order.
package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

type camera struct{ frames atomic.Int64 }

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
