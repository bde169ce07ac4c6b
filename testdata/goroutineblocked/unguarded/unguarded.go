// Package unguarded has stages of pipelines, each with a context.
package unguarded

import (
	"context"
	"sync"
	"time"
)

// Start starts a stage that looks at the context while it waits for input
// only.
func Start(ctx context.Context, in <-chan string, out chan<- string) {
	go stage(ctx, in, out)
}

func stage(ctx context.Context, in <-chan string, out chan<- string) {
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-in:
			if !ok {
				return
			}
			out <- s + "\n" // want `send on "out" cannot be stopped by the case on line 19, as the rest of the loop can`
		}
	}
}

// A Rotator hands out keys.
type Rotator struct {
	Keys chan []byte
	stop chan struct{}
	wg   sync.WaitGroup
}

// Run starts the rotation.
func (r *Rotator) Run(make func() []byte) {
	r.wg.Go(func() {
		tick := time.NewTicker(time.Hour)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				r.Keys <- make() // want `send on "Keys" cannot be stopped by the case on line 46`
			case <-r.stop:
				return
			}
		}
	})
}

// Stop stops it.
func (r *Rotator) Stop() {
	close(r.stop)
	r.wg.Wait()
}

// StartGuarded starts a stage that always looks at the context.
func StartGuarded(ctx context.Context, in <-chan string, out chan<- string) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case s := <-in:
				select {
				case out <- s: // ok: in a select of its own
				case <-ctx.Done():
					return
				}
			}
		}
	}()
}

// StartOnce sends on its way out.
func StartOnce(ctx context.Context, in <-chan string, errs chan<- error, check func(string) error) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case s := <-in:
				if err := check(s); err != nil {
					errs <- err // ok: it does not go on after that
					return
				}
			}
		}
	}()
}

// A Request comes with a channel for the answer.
type Request struct {
	Key    string
	Answer chan string
}

// Serve answers.
func Serve(ctx context.Context, requests <-chan Request, rows map[string]string) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case r := <-requests:
				r.Answer <- rows[r.Key] // ok: whoever asks waits for the answer
			}
		}
	}()
}

// Limit starts a goroutine for each item, some at a time.
func Limit(ctx context.Context, in <-chan string, slots chan struct{}, do func(string)) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case s := <-in:
				slots <- struct{}{} // ok: a semaphore
				go func() {
					defer func() { <-slots }()
					do(s)
				}()
			}
		}
	}()
}

// Collect is in sight: what it sends is received until it is closed.
func Collect(ctx context.Context, in <-chan string, use func(string)) {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for {
			select {
			case <-ctx.Done():
				return
			case s := <-in:
				lines <- s // ok: received below, up to the close
			}
		}
	}()
	for line := range lines {
		use(line)
	}
}

// Verify checks all, and returns what comes out: there is room for it.
func Verify(ctx context.Context, blocks []string, verdicts <-chan error) <-chan error {
	results := make(chan error, len(blocks))
	go func() {
		for sent := 0; ; sent++ {
			select {
			case err := <-verdicts:
				results <- err // ok: it counts how many
				if sent == len(blocks)-1 {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return results
}

// MergeAll sends on, for as long as the context lets it: there is never room for
// all of that.
func MergeAll(ctx context.Context, parts int, local <-chan string) <-chan string {
	merged := make(chan string, 16*parts)
	go func() {
		for {
			select {
			case s := <-local:
				merged <- s // want `send on "merged" cannot be stopped`
			case <-ctx.Done():
				return
			}
		}
	}()
	return merged
}

// Sources answers requests in a goroutine, and both sides look at the context
// but one.
func Sources(ctx context.Context, open func(string) (int, error)) func(string) (int, error) {
	requests, answers := make(chan string), make(chan int)
	go func() {
		for {
			select {
			case r := <-requests:
				n, _ := open(r)
				answers <- n // want `send on "answers" blocks forever once its receiver has returned on line 208`
			case <-ctx.Done():
				return
			}
		}
	}()
	return func(name string) (int, error) {
		select {
		case requests <- name:
			select {
			case n := <-answers:
				return n, nil
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// SourcesReceived has a receiver that waits for the answer.
func SourcesReceived(ctx context.Context, open func(string) (int, error)) func(string) (int, error) {
	requests, answers := make(chan string), make(chan int)
	go func() {
		for {
			select {
			case r := <-requests:
				n, _ := open(r)
				answers <- n // ok: who has asked receives
			case <-ctx.Done():
				return
			}
		}
	}()
	return func(name string) (int, error) {
		select {
		case requests <- name:
			return <-answers, nil
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}
