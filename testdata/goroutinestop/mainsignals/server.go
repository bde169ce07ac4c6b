// Command server stops in order when a signal comes, but for one goroutine.
package main

import (
	"context"
	"log"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

type store struct{ rows map[string]time.Time }

func (s *store) close() { clear(s.rows) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	s := &store{rows: map[string]time.Time{}}
	go s.compact() // want `goroutine runs an endless loop`
	serve(s)
	var p pacer
	p.run(ctx)
	<-ctx.Done()
	log.Print("closing")
}

func serve(s *store) {
	go s.compact() // want `goroutine runs an endless loop`
}

func (s *store) compact() {
	for {
		clear(s.rows)
		time.Sleep(time.Minute)
	}
}

// A pacer gets faster all the time. There is one, and it ends with main.
type pacer struct{ rate atomic.Int64 }

func (p *pacer) run(ctx context.Context) {
	go func() { // ok: main alone gives the context, and ends with it
		for {
			time.Sleep(time.Second)
			p.rate.Add(1)
		}
	}()
	go p.report(ctx)
}

func (p *pacer) report(ctx context.Context) {
	for ctx.Err() == nil {
		log.Print(p.rate.Load())
		time.Sleep(time.Second)
	}
}
