package deadlock

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

func collect(jobs []job) error {
	var wg sync.WaitGroup
	errs := make(chan error)
	for _, j := range jobs {
		wg.Go(func() { errs <- run(j) })
	}
	wg.Wait() // want `"wg" is waited for before "errs" is received from, and the goroutine of line 16 blocks on its send`
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func collectBuffered(jobs []job) error {
	var wg sync.WaitGroup
	errs := make(chan error, len(jobs))
	for _, j := range jobs {
		wg.Go(func() { errs <- run(j) })
	}
	wg.Wait() // ok: the buffer has room for all
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func collectOne(jobs []job) error {
	var wg sync.WaitGroup
	errs := make(chan error, 1)
	for _, j := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := run(j); err != nil {
				errs <- err
			}
		}()
	}
	wg.Wait() // want `"wg" is waited for before "errs" is received from, and the goroutine of line 49`
	select {
	case err := <-errs:
		return err
	default:
		return nil
	}
}

func collectFirst(jobs []job) error {
	var wg sync.WaitGroup
	errs := make(chan error, 1)
	for _, j := range jobs {
		wg.Go(func() {
			if err := run(j); err != nil {
				select {
				case errs <- err:
				default:
				}
			}
		})
	}
	wg.Wait() // ok: the goroutines drop what there is no room for
	select {
	case err := <-errs:
		return err
	default:
		return nil
	}
}

func collectTwo(a, b job) error {
	var wg sync.WaitGroup
	errs := make(chan error, 2)
	wg.Go(func() { errs <- run(a) })
	wg.Go(func() { errs <- run(b) })
	wg.Wait() // ok: the buffer has room for both
	return errors.Join(<-errs, <-errs)
}

func collectTwoInOne(a, b job) error {
	var wg sync.WaitGroup
	errs := make(chan error, 1)
	wg.Go(func() { errs <- run(a) })
	wg.Go(func() { errs <- run(b) })
	wg.Wait() // want `"wg" is waited for before "errs" is received from, and the goroutine of line 99`
	return errors.Join(<-errs, <-errs)
}

func collectGroup(jobs []job) (failed []error, err error) {
	var g errgroup.Group
	results := make(chan error)
	for _, j := range jobs {
		g.Go(func() error {
			results <- run(j)
			return nil
		})
	}
	if err := g.Wait(); err != nil { // want `"g" is waited for before "results" is received from`
		return nil, err
	}
	close(results)
	for err := range results {
		failed = append(failed, err)
	}
	return failed, nil
}

func collectMeanwhile(jobs []job) (failed []error) {
	var wg sync.WaitGroup
	results := make(chan error)
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	go func() {
		wg.Wait() // ok: it is another goroutine that receives
		close(results)
	}()
	for err := range results {
		failed = append(failed, err)
	}
	return failed
}

func collectElsewhere(jobs []job) (failed []error) {
	var wg sync.WaitGroup
	results := make(chan error)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for err := range results {
			failed = append(failed, err)
		}
	}()
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	wg.Wait() // ok: a goroutine receives
	close(results)
	<-done
	return failed
}

func collectCounted(jobs []job) (failed []error) {
	var wg sync.WaitGroup
	results := make(chan error)
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	for range jobs {
		failed = append(failed, <-results)
	}
	wg.Wait() // ok: all has been received
	return failed
}

func collectOrGiveUp(ctx context.Context, jobs []job) error {
	var wg sync.WaitGroup
	defer wg.Wait() // want `"wg" is waited for before "results" is received from, and the goroutine of line 177`
	results := make(chan error)
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for range jobs {
		if err := <-results; err != nil {
			println(err.Error())
		}
	}
	return nil
}

func collectAlways(jobs []job) error {
	var wg sync.WaitGroup
	defer wg.Wait() // ok: nothing returns before the receive
	results := make(chan error)
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	var all error
	for range jobs {
		all = errors.Join(all, <-results)
	}
	return all
}

func sentAfterDone(j job) error {
	var wg sync.WaitGroup
	wg.Add(1)
	result := make(chan error)
	go func() {
		err := run(j)
		wg.Done()
		result <- err
	}()
	wg.Wait() // ok: the goroutine sends when it has been counted off
	return <-result
}

func receivedByCallee(jobs []job) error {
	var wg sync.WaitGroup
	results := make(chan error)
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	go drain(results)
	wg.Wait() // ok: drain receives
	return nil
}

func drain(results <-chan error) {
	for err := range results {
		println(err)
	}
}

// The first error ends the import; the one after the last job blocks.
func importAll(ctx context.Context, jobs []job) error {
	var wg sync.WaitGroup
	queue := make(chan job)
	errs := make(chan error)
	for range 4 {
		wg.Go(func() {
			for j := range queue {
				if err := run(j); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	for _, j := range jobs {
		select {
		case err := <-errs:
			return err // want `return may be reached before "wg" is waited for`
		case queue <- j:
		}
	}
	close(queue)
	wg.Wait() // want `"wg" is waited for before "errs" is received from, and the goroutine of line 240`
	close(errs)
	return <-errs
}

func collectUntil(ctx context.Context, jobs []job) (failed []error) {
	var wg sync.WaitGroup
	results := make(chan error)
	for _, j := range jobs {
		wg.Go(func() { results <- run(j) })
	}
	for len(failed) < len(jobs) {
		select {
		case err := <-results:
			failed = append(failed, err)
		case <-ctx.Done():
			println("still waiting")
		}
	}
	wg.Wait() // ok: all has been received
	return failed
}

func collectOnlyFirst(jobs []job) error {
	var wg sync.WaitGroup
	var failed atomic.Bool
	errs := make(chan error, 1)
	for _, j := range jobs {
		wg.Go(func() {
			if err := run(j); err != nil && !failed.Swap(true) {
				errs <- err
			}
		})
	}
	wg.Wait() // ok: only the first error is sent
	close(errs)
	return <-errs
}
