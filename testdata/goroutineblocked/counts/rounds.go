package counts

import (
	"context"
	"sync"
)

// Resubscribe starts one in each round, and receives from it in each.
func Resubscribe(unsub <-chan struct{}, subscribe func(context.Context) error, wait func() bool) bool {
	subscribed := make(chan error)
	for {
		ctx, cancel := context.WithCancel(context.Background())
		go func() {
			subscribed <- subscribe(ctx) // ok: it is received in the same round
		}()
		select {
		case err := <-subscribed:
			cancel()
			if err == nil {
				return true
			}
			if wait() {
				return false
			}
		case <-unsub:
			cancel()
			<-subscribed
			return false
		}
	}
}

// Retry starts one in each round, and leaves one round without it.
func Retry(unsub <-chan struct{}, subscribe func() error) bool {
	subscribed := make(chan error)
	for {
		go func() {
			subscribed <- subscribe() // want `send on "subscribed" blocks forever once the function has returned on line 46`
		}()
		select {
		case err := <-subscribed:
			if err == nil {
				return true
			}
		case <-unsub:
			return false
		}
	}
}

// Collect waits for its senders before it receives: that Wait is what never
// returns.
func Collect(jobs []func() error) (failed []error) {
	var wg sync.WaitGroup
	errs := make(chan error)
	for _, job := range jobs {
		wg.Go(func() {
			errs <- job() // ok: waitgroupwait says it of the Wait
		})
	}
	wg.Wait()
	if err := <-errs; err != nil {
		failed = append(failed, err)
	}
	return failed
}
