// Command server stops in order when a signal comes, but for one goroutine.
package main

import (
	"context"
	"log"
	"os/signal"
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
