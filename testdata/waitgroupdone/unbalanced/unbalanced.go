// Package unbalanced holds Adds with a way past everything that calls Done.
package unbalanced

import (
	"context"
	"errors"
	"net"
	"sync"
)

var errStopped = errors.New("stopped")

type server struct {
	conns   sync.WaitGroup
	tasks   sync.WaitGroup
	stopped bool
	work    chan func()
}

func (s *server) serve(addr string) error {
	s.conns.Add(1) // want `"conns" is counted here, but the return on line 24 comes before what calls Done`
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	go func() {
		defer s.conns.Done()
		_ = conn.Close()
	}()
	return nil
}

func (s *server) serveInOrder(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	s.conns.Add(1) // ok: the goroutine is sure to start
	go func() {
		defer s.conns.Done()
		_ = conn.Close()
	}()
	return nil
}

func (s *server) serveAndUndo(addr string) error {
	s.conns.Add(1) // ok: undone where nothing is started
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		s.conns.Done()
		return err
	}
	go func() {
		defer s.conns.Done()
		_ = conn.Close()
	}()
	return nil
}

// acquire counts for its caller, who calls release.
func (s *server) acquire() error {
	s.tasks.Add(1) // ok: the caller calls release if this succeeds
	if s.stopped {
		s.tasks.Done()
		return errStopped
	}
	return nil
}

func (s *server) release() { s.tasks.Done() }

func (s *server) track(ctx context.Context, f func(context.Context) error) error {
	s.tasks.Add(1)
	if err := f(ctx); err != nil {
		return err // want `return skips the Done for "tasks", which is counted on line 73 \(Wait blocks forever\)`
	}
	s.tasks.Done()
	return nil
}

func (s *server) trackDeferred(ctx context.Context, f func(context.Context) error) error {
	s.tasks.Add(1)
	defer s.tasks.Done() // ok: whichever way it goes
	return f(ctx)
}

func (s *server) trackTurnedAround(ctx context.Context, f func(context.Context) error) error {
	s.tasks.Add(1)
	err := f(ctx)
	s.tasks.Done() // ok: before either return
	if err != nil {
		return err
	}
	return nil
}

func (s *server) enqueue(ctx context.Context, f func()) error {
	s.tasks.Add(1)
	select {
	case s.work <- func() { defer s.tasks.Done(); f() }: // ok: a worker runs it
		return nil
	case <-ctx.Done():
		s.tasks.Done()
		return ctx.Err()
	}
}

func (s *server) close() {
	s.stopped = true
	s.tasks.Wait()
	s.conns.Wait()
}

func skipsRound(addrs []string) {
	var wg sync.WaitGroup
	for _, addr := range addrs {
		wg.Add(1) // want `"wg" is counted here, but a round of the loop may start nothing that calls Done`
		if addr == "" {
			continue
		}
		go func() {
			defer wg.Done()
			dial(addr)
		}()
	}
	wg.Wait()
}

func skipsFirst(addrs []string) {
	var wg sync.WaitGroup
	for _, addr := range addrs {
		if addr == "" {
			continue
		}
		wg.Add(1) // ok: nothing is skipped from here
		go func() {
			defer wg.Done()
			dial(addr)
		}()
	}
	wg.Wait()
}

func leavesLoop(addrs []string) {
	var wg sync.WaitGroup
	for _, addr := range addrs {
		wg.Add(1) // want `"wg" is counted here and may not be marked as done before Wait on line 157 \(it blocks forever\)`
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			break
		}
		go func() {
			defer wg.Done()
			_ = conn.Close()
		}()
	}
	wg.Wait()
}

func givesUp(addrs []string) error {
	var wg sync.WaitGroup
	for _, addr := range addrs {
		wg.Add(1)
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return err // ok: nobody waits any more
		}
		go func() {
			defer wg.Done()
			_ = conn.Close()
		}()
	}
	wg.Wait()
	return nil
}

func givesUpWaiting(addrs []string) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, addr := range addrs {
		wg.Add(1) // want `"wg" is counted here, but the return on line 184 comes before what calls Done`
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return err
		}
		go func() {
			defer wg.Done()
			_ = conn.Close()
		}()
	}
	return nil
}

func closesResults(addrs []string) <-chan error {
	var wg sync.WaitGroup
	results := make(chan error, len(addrs))
	wg.Add(3) // want `Add counts 3 for "wg", and 1 too few are marked as done before Wait on line 209`
	go func() {
		defer wg.Done()
		dial("a")
	}()
	go func() {
		defer wg.Done()
		dial("b")
	}()
	go func() {
		dial("c")
	}()
	wg.Wait()
	close(results)
	return results
}

func sameCondition(addrs []string, debug bool) {
	var wg sync.WaitGroup
	if debug {
		wg.Add(1) // ok: the goroutine starts under the same condition
	}
	dial(addrs[0])
	if debug {
		go func() {
			defer wg.Done()
			dial("debug")
		}()
	}
	wg.Wait()
}

func twoAtOnce(read, write func()) {
	var wg sync.WaitGroup
	wg.Add(2) // ok: two goroutines
	go func() {
		defer wg.Done()
		read()
	}()
	go func() {
		defer wg.Done()
		write()
	}()
	wg.Wait()
}

func forConstant(work func()) {
	var wg sync.WaitGroup
	wg.Add(4) // ok: four rounds
	for range 4 {
		go func() {
			defer wg.Done()
			work()
		}()
	}
	wg.Wait()
}

func workersFirst(jobs []string) {
	var wg sync.WaitGroup
	queue := make(chan string)
	go func() {
		for job := range queue {
			dial(job)
			wg.Done()
		}
	}()
	for _, job := range jobs {
		wg.Add(1) // ok: the worker calls Done
		queue <- job
	}
	wg.Wait()
	close(queue)
}

func callback(subscribe func(func(string))) {
	var wg sync.WaitGroup
	wg.Add(1) // ok: the subscription calls Done
	subscribe(func(msg string) {
		if msg == "ready" {
			wg.Done()
		}
	})
	wg.Wait()
}

func stored(s *hooks) {
	var wg sync.WaitGroup
	s.onReady = func() { wg.Done() }
	wg.Add(1) // ok: the hook calls Done
	s.start()
	wg.Wait()
}

type hooks struct{ onReady func() }

func (h *hooks) start() { go h.onReady() }

// onceReady keeps the func for later.
func (h *hooks) onceReady(f func()) { h.onReady = f }

func registered(h *hooks) {
	var wg sync.WaitGroup
	h.onceReady(func() { wg.Done() })
	h.start()
	wg.Add(1) // ok: the hook calls Done
	h.start()
	wg.Wait()
}

func dial(addr string) {
	if conn, err := net.Dial("tcp", addr); err == nil {
		_ = conn.Close()
	}
}

// A replica answers as soon as it has its index.
type replica struct {
	ready sync.WaitGroup
	index map[string]int
}

func (r *replica) start(load func() (map[string]int, error)) error {
	r.ready.Add(1)
	index, err := load()
	if err != nil {
		return err // ok: without an index nobody is to go on
	}
	r.index = index
	r.ready.Done()
	return nil
}

func (r *replica) find(name string) int {
	r.ready.Wait()
	return r.index[name]
}

// An exporter sets a field, too, which is not what its Wait is for.
type exporter struct {
	busy sync.WaitGroup
	last string
}

func (x *exporter) export(name string, write func(string) error) error {
	x.busy.Add(1)
	if err := write(name); err != nil {
		return err // want `return skips the Done for "busy", which is counted on line \d+`
	}
	x.last = name
	x.busy.Done()
	return nil
}

func (x *exporter) close() { x.busy.Wait() }
