package deadsignal

import (
	"context"
	"time"
)

type syncer struct {
	ctx    context.Context
	cancel context.CancelFunc
	lost   context.Context
}

func newSyncer() *syncer {
	s := new(syncer)
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.lost, _ = context.WithCancel(context.Background())
	go s.run()     // ok: close cancels it
	go s.runLost() // want `goroutine stops on s.lost, which nothing cancels`
	return s
}

func (s *syncer) run() {
	for s.ctx.Err() == nil {
		time.Sleep(time.Second)
	}
}

func (s *syncer) runLost() {
	for {
		if s.lost.Err() != nil {
			return
		}
		time.Sleep(time.Second)
	}
}

func (s *syncer) Close() { s.cancel() }

func background() {
	ctx := context.Background()
	go poll(ctx) // want `goroutine stops on ctx, which nothing cancels`
	go func() {  // want `goroutine waits for ctx, which nothing cancels`
		<-ctx.Done()
	}()
}

// poll is given no other context.
func poll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
		}
	}
}

func Detached(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	go pollDetached(ctx) // ok: ctx is one variable with the caller's context
	inner := context.WithoutCancel(ctx)
	go pollInner(inner) // want `goroutine stops on ctx, which nothing cancels`
}

func pollDetached(ctx context.Context) { <-ctx.Done() }

func pollInner(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
		}
	}
}

func bounded() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go pollBounded(ctx) // ok: its time runs out
}

func pollBounded(ctx context.Context) { <-ctx.Done() }

func untilErr(work func()) {
	ctx := context.TODO()
	go func() { // want `goroutine stops on ctx, which nothing cancels`
		for ctx.Err() == nil {
			work()
		}
	}()
	go func() { // ok: it counts, too
		for n := 10; n > 0 && ctx.Err() == nil; n-- {
			work()
		}
	}()
}
