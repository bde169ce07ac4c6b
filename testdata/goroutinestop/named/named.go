// Package named starts goroutines whose bodies are functions and methods of
// the package.
package named

import (
	"context"
	"log"
	"sync"
	"time"
)

// A Service keeps track of chargers.
type Service struct {
	wg    sync.WaitGroup
	mu    sync.Mutex
	load  map[string]int
	tasks chan func()
	quit  chan struct{}
	flush func(map[string]int) error
	run   func()
}

// Start starts everything.
func (s *Service) Start(ctx context.Context) {
	go logLoad(s)    // want `goroutine runs an endless loop`
	go s.rebalance() // want `goroutine runs an endless loop`
	go s.work()      // ok: it returns when quit is closed
	go s.drain()     // ok: the range ends when tasks is closed
	go s.once()      // ok: it has no loop
	go s.run()       // ok: what the field holds is not known

	run := s.rebalance
	go run() // want `goroutine runs an endless loop`

	again := run
	go again() // want `goroutine runs an endless loop`

	go (*Service).rebalance(s) // want `goroutine runs an endless loop`

	s.wg.Add(1)
	go func() { // want `goroutine runs an endless loop`
		defer s.wg.Done()
		s.rebalance()
	}()

	go func() { // ok: the literal returns when ctx is done
		for {
			select {
			case <-ctx.Done():
				return
			case task := <-s.tasks:
				task()
			}
		}
	}()
}

// Close ends what Start has begun.
func (s *Service) Close() {
	close(s.quit)
	close(s.tasks)
}

func logLoad(s *Service) {
	for {
		s.mu.Lock()
		log.Print(s.load)
		s.mu.Unlock()
		time.Sleep(time.Second)
	}
}

func (s *Service) rebalance() {
	defer log.Print("rebalancer has ended")
	s.rebalanceEvery(time.Minute)
}

func (s *Service) rebalanceEvery(d time.Duration) {
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	for {
		<-ticker.C
		s.once()
	}
}

func (s *Service) work() {
	for {
		select {
		case task := <-s.tasks:
			task()
		case <-s.quit:
			return
		}
	}
}

func (s *Service) drain() {
	for task := range s.tasks {
		task()
	}
}

func (s *Service) once() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.flush(s.load); err != nil {
		log.Print(err)
	}
}
