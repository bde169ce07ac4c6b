package main

import (
	"context"
	"flag"
	"log"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// importAll is the function of a command.
func importAll(ctx context.Context, flags *flag.FlagSet, load func(string) error) error {
	var peak atomic.Uint64
	go func() { // ok: a sample more or less, the process ends with the command
		var stats runtime.MemStats
		for {
			runtime.ReadMemStats(&stats)
			peak.Store(max(peak.Load(), stats.Alloc))
			log.Printf("%d bytes", stats.Alloc)
			time.Sleep(5 * time.Second)
		}
	}()
	var mu sync.Mutex
	loaded := 0
	go func() { // want `goroutine runs an endless loop`
		for {
			time.Sleep(time.Second)
			mu.Lock()
			n := loaded
			mu.Unlock()
			if load("progress") == nil {
				log.Printf("%d loaded", n)
			}
		}
	}()
	for _, name := range flags.Args() {
		if err := load(name); err != nil {
			return err
		}
		mu.Lock()
		loaded++
		mu.Unlock()
	}
	return nil
}

type meter struct{ peak atomic.Uint64 }

func (m *meter) stop() { m.peak.Store(0) }

// watch belongs to something that others may start and stop.
func (m *meter) watch() {
	go func() { // want `goroutine runs an endless loop`
		var stats runtime.MemStats
		for {
			runtime.ReadMemStats(&stats)
			m.peak.Store(max(m.peak.Load(), stats.Alloc))
			time.Sleep(5 * time.Second)
		}
	}()
}
