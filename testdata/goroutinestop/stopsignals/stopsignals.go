// Package stopsignals stops goroutines in all the ways that real services do.
package stopsignals

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

type server struct {
	ctx     context.Context
	cancel  context.CancelFunc
	quit    chan struct{}
	events  chan string
	acks    chan chan struct{}
	stopped atomic.Bool
	running int32

	mu     sync.Mutex
	cond   *sync.Cond
	closed bool
	queue  []string
}

func (s *server) start(ctx context.Context) {
	go s.selectDone(ctx)          // ok: it returns when ctx is done
	go s.fieldDone()              // ok: it returns when s.ctx is done
	go s.asksErr(ctx)             // ok: the condition asks ctx
	go s.asksErrInside(ctx)       // ok: ctx.Err leads to the return
	go s.asksCause(ctx)           // ok: context.Cause leads to the return
	go s.passesOn(ctx)            // ok: the error of what gets ctx leads to the return
	go s.quitChannel()            // ok: it returns when quit is closed
	go s.quitWithDefault()        // ok: it looks at quit in each round
	go s.rangesOverEvents()       // ok: it ends when events is closed
	go s.receivesOk()             // ok: it ends when events is closed
	go s.receivesSentinel()       // ok: an empty event ends it
	go s.stopRequest()            // ok: whoever asks it to stop gets an answer
	go s.asksFlag()               // ok: it polls an atomic flag
	go s.asksOldAtomic()          // ok: it polls an atomic number
	go s.asksUnderLock()          // ok: it polls a flag under a lock
	go s.waitsForCondition()      // ok: Broadcast after closed is set ends it
	go s.untilDeadline()          // ok: it has a deadline
	go s.untilTimer()             // ok: it has a deadline
	go s.limited(10)              // ok: it counts
	go s.untilError()             // ok: an error ends it
	go s.untilNil()               // ok: it ends with the queue
	go s.watchesMany(ctx, s.quit) // ok: it returns when either fires
	go s.nilChannel(s.events)     // ok: it ends when both channels are closed
	go s.onceDone(ctx)            // ok: it has no loop
	go s.keepsGoing(ctx.Done())   // ok: the parameter is the Done channel

	stop := make(chan struct{})
	go func() { // ok: it returns when the outer function closes stop
		for {
			select {
			case <-stop:
				return
			case e := <-s.events:
				s.handle(e)
			}
		}
	}()
	defer close(stop)
}

func (s *server) close() {
	ack := make(chan struct{})
	s.acks <- ack
	<-ack
	close(s.quit)
	close(s.events)
}

func (s *server) selectDone(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-s.events:
			s.handle(e)
		}
	}
}

func (s *server) fieldDone() {
	for {
		select {
		case e := <-s.events:
			s.handle(e)
		case <-s.ctx.Done():
			s.cancel()
			return
		}
	}
}

func (s *server) asksErr(ctx context.Context) {
	for ctx.Err() == nil {
		s.handle(<-s.events)
	}
}

func (s *server) asksErrInside(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.handle(<-s.events)
	}
}

func (s *server) asksCause(ctx context.Context) {
	for {
		s.handle(<-s.events)
		if errors.Is(context.Cause(ctx), context.Canceled) {
			break
		}
	}
}

func (s *server) passesOn(ctx context.Context) {
	for {
		if err := s.wait(ctx, time.Second); err != nil {
			return
		}
		s.handle("tick")
	}
}

func (s *server) wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func (s *server) quitChannel() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
loop:
	for {
		select {
		case <-ticker.C:
			s.handle("tick")
		case <-s.quit:
			break loop
		}
	}
	s.handle("end")
}

func (s *server) quitWithDefault() {
	for {
		select {
		case <-s.quit:
			return
		default:
		}
		s.handle(<-s.events)
	}
}

func (s *server) rangesOverEvents() {
	for e := range s.events {
		s.handle(e)
	}
}

func (s *server) receivesOk() {
	for {
		e, ok := <-s.events
		if !ok {
			return
		}
		s.handle(e)
	}
}

func (s *server) receivesSentinel() {
	for {
		e := <-s.events
		if e == "" {
			return
		}
		s.handle(e)
	}
}

func (s *server) stopRequest() {
	for {
		select {
		case e := <-s.events:
			s.handle(e)
		case ack := <-s.acks:
			close(ack)
			return
		}
	}
}

func (s *server) asksFlag() {
	for !s.stopped.Load() {
		s.handle(<-s.events)
	}
}

func (s *server) asksOldAtomic() {
	for {
		if atomic.LoadInt32(&s.running) == 0 {
			break
		}
		s.handle(<-s.events)
	}
}

func (s *server) asksUnderLock() {
	for {
		s.mu.Lock()
		if s.closed {
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		s.handle(<-s.events)
	}
}

func (s *server) waitsForCondition() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		for len(s.queue) == 0 && !s.closed {
			s.cond.Wait()
		}
		if s.closed {
			return
		}
		s.queue = s.queue[1:]
	}
}

func (s *server) untilDeadline() {
	deadline := time.Now().Add(time.Minute)
	for time.Now().Before(deadline) {
		s.handle(<-s.events)
	}
}

func (s *server) untilTimer() {
	timeout := time.After(time.Minute)
	for {
		select {
		case e := <-s.events:
			s.handle(e)
		case <-timeout:
			return
		}
	}
}

func (s *server) limited(attempts int) {
	for i := 0; ; i++ {
		if i == attempts {
			return
		}
		s.handle(<-s.events)
	}
}

func (s *server) untilError() {
	for {
		if err := s.handle(<-s.events); err != nil {
			return
		}
	}
}

func (s *server) untilNil() {
	for {
		next := s.pop()
		if next == nil {
			return
		}
		s.handle(*next)
	}
}

func (s *server) watchesMany(ctx context.Context, quit <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
		case <-quit:
		case e := <-s.events:
			s.handle(e)
			continue
		}
		return
	}
}

func (s *server) nilChannel(more <-chan string) {
	events := s.events
	for events != nil || more != nil {
		select {
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			s.handle(e)
		case _, ok := <-more:
			if !ok {
				more = nil
			}
		}
	}
}

func (s *server) onceDone(ctx context.Context) {
	<-ctx.Done()
	s.handle("end")
}

func (s *server) keepsGoing(done <-chan struct{}) {
	for {
		select {
		case <-done:
			s.handle("draining")
			for e := range s.events {
				s.handle(e)
			}
			return
		case e := <-s.events:
			s.handle(e)
		}
	}
}

func (s *server) handle(e string) error {
	if e == "" {
		return errors.New("empty event")
	}
	return nil
}

func (s *server) pop() *string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		return nil
	}
	next := s.queue[0]
	s.queue = s.queue[1:]
	return &next
}
