// Package deadlock has Waits that cannot return.
package deadlock

import (
	"errors"
	"net"
	"sync"

	"golang.org/x/sync/errgroup"
)

type job func() error

func work() {}

func run(j job) error {
	if j == nil {
		return errors.New("no job")
	}
	return j()
}

func closesWhenDone(jobs []job) <-chan error {
	var wg sync.WaitGroup
	results := make(chan error, len(jobs))
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	wg.Go(func() {
		wg.Wait() // want `"wg" is waited for in a goroutine that it counts, so the Wait cannot return`
		close(results)
	})
	return results
}

func closesUncounted(jobs []job) <-chan error {
	var wg sync.WaitGroup
	results := make(chan error, len(jobs))
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	go func() {
		wg.Wait() // ok: the group does not count this goroutine
		close(results)
	}()
	return results
}

func deferredDone(jobs []job) {
	var wg sync.WaitGroup
	for _, j := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if run(j) != nil {
				wg.Wait() // want `"wg" is waited for in a goroutine that it counts, so the Wait cannot return`
			}
		}()
	}
}

func doneAfterWait() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		work()
		wg.Wait() // want `"wg" is waited for in a goroutine that it counts`
		wg.Done()
	}()
}

// A barrier: each waits until all have come.
func barrier(n int) {
	var wg sync.WaitGroup
	wg.Add(n)
	for range n {
		go func() {
			work()
			wg.Done()
			wg.Wait() // ok: it has been counted off
			work()
		}()
	}
	wg.Wait()
}

func inGroup(jobs []job) error {
	var g errgroup.Group
	for _, j := range jobs {
		g.Go(func() error {
			if err := run(j); err != nil {
				return errors.Join(err, g.Wait()) // want `"g" is waited for in a goroutine that it counts`
			}
			return nil
		})
	}
	return g.Wait()
}

func groupInGroup(jobs []job) error {
	var outer errgroup.Group
	outer.Go(func() error {
		var inner errgroup.Group
		for _, j := range jobs {
			inner.Go(func() error { return run(j) })
		}
		return inner.Wait() // ok: it is another group
	})
	return outer.Wait()
}

func goesOn(jobs []job) {
	var wg sync.WaitGroup
	for _, j := range jobs {
		wg.Go(func() { run(j) })
	}
	wg.Go(func() {
		go func() {
			wg.Wait() // ok: this goroutine is not counted
			work()
		}()
		work()
	})
}

func handedOver(j job) {
	var wg sync.WaitGroup
	wg.Add(1)
	go waitsItself(j, &wg)
}

func waitsItself(j job, wg *sync.WaitGroup) {
	defer wg.Done()
	run(j)
	wg.Wait() // want `"wg" is waited for in a goroutine that it counts`
}

func handedTwo(j job) {
	var done, ready sync.WaitGroup
	ready.Add(1)
	done.Add(1)
	go waitsForOther(j, &done, &ready)
	ready.Done()
	done.Wait()
}

func waitsForOther(j job, done, ready *sync.WaitGroup) {
	defer done.Done()
	ready.Wait() // ok: it is another group
	run(j)
}

type server struct {
	l     net.Listener
	wg    sync.WaitGroup
	conns sync.WaitGroup
}

func (s *server) start() {
	s.wg.Add(1)
	go s.accept()
}

func (s *server) accept() {
	defer s.wg.Done()
	for {
		conn, err := s.l.Accept()
		if err != nil {
			s.close() // want `close: "wg" is waited for in a goroutine that it counts`
			return
		}
		s.conns.Add(1)
		go s.handle(conn)
	}
}

func (s *server) handle(conn net.Conn) {
	defer s.conns.Done()
	conn.Close()
}

func (s *server) close() {
	s.conns.Wait()
	s.l.Close()
	s.wg.Wait()
}

type pool struct {
	next *pool
	wg   sync.WaitGroup
}

func (p *pool) start() {
	p.wg.Go(func() {
		work()
		p.stop() // want `stop: "wg" is waited for in a goroutine that it counts`
	})
}

func (p *pool) startNext() {
	p.wg.Go(func() {
		p.next.stop() // ok: it waits for the group of another pool
	})
}

func (p *pool) startLater() {
	p.wg.Go(func() {
		go p.stop() // ok: nobody waits for this goroutine
	})
}

func (p *pool) stop() { p.wg.Wait() }
