package consumerleft

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"
)

// FeedNamed starts workers that are declared elsewhere.
func FeedNamed(items []string, do func(string) error) error {
	work, errc := make(chan string), make(chan error, 4)
	for range 4 {
		go worker(work, errc, do)
	}
	for _, item := range items {
		work <- item // want `send on "work" blocks forever once its receiver has returned on line 28`
	}
	close(work)
	return <-errc
}

func worker(work <-chan string, errc chan<- error, do func(string) error) {
	for item := range work {
		if err := do(item); err != nil {
			errc <- err
			return
		}
	}
	errc <- nil
}

// FeedReceives receives without a range.
func FeedReceives(items []string, write func(string) error) {
	work := make(chan string)
	go func() {
		for {
			item, ok := <-work
			if !ok {
				return
			}
			if err := write(item); err != nil {
				return
			}
		}
	}()
	for _, item := range items {
		work <- item // want `send on "work" blocks forever once its receiver has returned on line 44`
	}
	close(work)
}

// FeedStopped has workers that look at the context, as it does not.
func FeedStopped(ctx context.Context, items []string, do func(string)) {
	work := make(chan string)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case item, ok := <-work:
					if !ok {
						return
					}
					do(item)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	for _, item := range items {
		work <- item // want `send on "work" blocks forever once its receiver has returned on line 67`
	}
	close(work)
	wg.Wait()
}

// FeedGrouped has workers that stop with the first error of one of them.
func FeedGrouped(ctx context.Context, items []string, do func(string) error) error {
	g, ctx := errgroup.WithContext(ctx)
	work := make(chan string)
	g.Go(func() error {
		defer close(work)
		for _, item := range items {
			work <- item // want `send on "work" blocks forever once its receiver has returned on line 95`
		}
		return nil
	})
	for range 4 {
		g.Go(func() error {
			for {
				select {
				case <-ctx.Done():
					return ctx.Err()
				case item, ok := <-work:
					if !ok {
						return nil
					}
					if err := do(item); err != nil {
						return err
					}
				}
			}
		})
	}
	return g.Wait()
}

// FeedGuarded looks at the context, too.
func FeedGuarded(ctx context.Context, items []string, do func(string)) {
	work := make(chan string)
	go func() {
		for {
			select {
			case item := <-work:
				do(item)
			case <-ctx.Done():
				return
			}
		}
	}()
	for _, item := range items {
		select {
		case work <- item: // ok
		case <-ctx.Done():
			return
		}
	}
}

// FeedAndStop stops the worker itself when all has been sent.
func FeedAndStop(items []string, do func(string)) {
	work, stop := make(chan string), make(chan struct{})
	go func() {
		for {
			select {
			case item := <-work:
				do(item)
			case <-stop:
				return
			}
		}
	}()
	for _, item := range items {
		work <- item // ok: it stops the worker after that
	}
	close(stop)
}

// FeedLogged has a worker that goes on after an error.
func FeedLogged(items []string, do func(string) error, log func(error)) {
	work := make(chan string)
	go func() {
		for item := range work {
			if err := do(item); err != nil {
				log(err)
				continue
			}
		}
	}()
	for _, item := range items {
		work <- item // ok: the worker receives all
	}
	close(work)
}

// FeedSized has a worker that returns an error of its own.
func FeedSized(items []string) error {
	var g errgroup.Group
	work := make(chan string)
	g.Go(func() error {
		for item := range work {
			if len(item) > 80 {
				return errors.New("too long")
			}
		}
		return nil
	})
	for _, item := range items {
		work <- item // want `send on "work" blocks forever once its receiver has returned on line 176`
	}
	close(work)
	return g.Wait()
}

// FeedSent has a worker that is told of an error.
func FeedSent(items []string, failed <-chan error, out chan<- string) error {
	var g errgroup.Group
	work := make(chan string)
	g.Go(func() error {
		for item := range work {
			select {
			case out <- item:
			case err := <-failed:
				return err
			}
		}
		return nil
	})
	for _, item := range items {
		work <- item // want `send on "work" blocks forever once its receiver has returned on line 197`
	}
	close(work)
	return g.Wait()
}
