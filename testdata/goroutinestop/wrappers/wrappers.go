// Package wrappers starts goroutines through functions that do it.
package wrappers

import (
	"context"
	"log"
	"time"

	"example.com/fleet/goroutinestop/wrappers/pool"
)

type server struct {
	group pool.Group
	table map[string]int
}

func safeGo(f func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		f()
	}()
}

// run is what safeRun starts.
func run(name string, f func()) {
	log.Print(name, " starts")
	f()
}

func safeRun(f func()) { go run("worker", f) }

func start(f func()) { safeGo(f) }

func direct(f func()) { go f() }

func withContext(ctx context.Context, f func(context.Context)) { go f(ctx) }

func later(f func()) { time.AfterFunc(time.Second, f) }

func now(f func()) { f() }

func (s *server) goFunc(f func()) { s.group.Go("server", f) }

// Start starts everything.
func (s *server) Start(ctx context.Context) {
	safeGo(s.refresh)                // want `goroutine runs an endless loop`
	safeRun(s.refresh)               // want `goroutine runs an endless loop`
	start(s.refresh)                 // want `goroutine runs an endless loop`
	direct(s.refresh)                // want `goroutine runs an endless loop`
	s.goFunc(s.refresh)              // want `goroutine runs an endless loop`
	s.group.Go("refresh", s.refresh) // want `goroutine runs an endless loop`
	safeGo(func() {                  // want `goroutine runs an endless loop`
		for {
			s.once()
			time.Sleep(time.Second)
		}
	})
	withContext(ctx, s.deaf)                                     // want `goroutine receives "ctx" but never checks it`
	pool.Submit(s.refresh)                                       // want `goroutine runs an endless loop`
	pool.SubmitNamed(s.once, s.refresh)                          // want `goroutine runs an endless loop`
	pool.SubmitNamed(s.refresh, s.once)                          // ok: the second is what runs
	safeGo(s.once)                                               // ok: it ends
	pool.Each([]string{"a"}, func(string) {})                    // ok: no goroutine
	withContext(ctx, func(ctx context.Context) { <-ctx.Done() }) // ok: the context ends it
	later(s.once)                                                // ok: it ends
}

// Run runs in the goroutine of its caller.
func (s *server) Run() { now(s.refresh) } // ok: no goroutine is started

func (s *server) refresh() {
	for {
		s.once()
		time.Sleep(time.Second)
	}
}

func (s *server) deaf(ctx context.Context) {
	for {
		s.once()
		time.Sleep(time.Second)
	}
}

func (s *server) once() { s.table = nil }
