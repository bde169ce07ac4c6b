// Package swapped has Waits and signals that can trade places.
package swapped

import (
	"context"
	"sync"
)

type mailer struct {
	quit chan struct{}
	wg   sync.WaitGroup
}

func newMailer() *mailer {
	m := &mailer{quit: make(chan struct{})}
	m.wg.Go(func() { <-m.quit })
	return m
}

func (m *mailer) stop() {
	m.wg.Wait() // want `"wg" is waited for before "quit" is closed`
	close(m.quit)
}

type sender struct {
	quit chan struct{}
	wg   sync.WaitGroup
}

func newSender() *sender {
	s := &sender{quit: make(chan struct{})}
	s.wg.Go(func() { <-s.quit })
	return s
}

// Work in between may need the goroutines to have ended.
func (s *sender) stop() {
	s.wg.Wait() // want `"wg" is waited for before "quit" is closed`
	println("sender has stopped")
	close(s.quit)
}

func deliver(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	var wg sync.WaitGroup
	defer wg.Wait() // want `"wg" is waited for before "cancel" is called`
	wg.Go(func() { <-ctx.Done() })
	return ping(ctx)
}

// What returns in between needs the call of cancel where it is.
func deliverChecked(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := ping(ctx); err != nil {
		return err
	}
	var wg sync.WaitGroup
	defer wg.Wait() // want `"wg" is waited for before "cancel" is called`
	wg.Go(func() { <-ctx.Done() })
	return ping(ctx)
}

// The line has more on it than the call.
func deliverNoted(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // the watcher ends with it
	var wg sync.WaitGroup
	defer wg.Wait() // want `"wg" is waited for before "cancel" is called`
	wg.Go(func() { <-ctx.Done() })
	return ping(ctx)
}

func ping(context.Context) error { return nil }

func deliverAll(letters []string) {
	var wg sync.WaitGroup
	wg.Add(len(letters))
	for range letters {
		go func() {
			defer wg.Done()
			println("delivered")
		}()
		// want +1 `"wg" is waited for in the loop that starts its goroutines`
		wg.Wait()
	}
}

// What comes after the Wait in each round would move with it.
func deliverEach(letters []string) {
	var wg sync.WaitGroup
	wg.Add(len(letters))
	for range letters {
		go func() {
			defer wg.Done()
			println("delivered")
		}()
		wg.Wait() // want `"wg" is waited for in the loop that starts its goroutines`
		println("next")
	}
}
