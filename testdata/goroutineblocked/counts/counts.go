// Package counts copies between connections and fans work out.
package counts

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"
)

var errStopped = errors.New("stopped")

// Proxy waits for one of two directions only.
func Proxy(a, b io.ReadWriteCloser) error {
	errs := make(chan error)
	go func() {
		_, err := io.Copy(a, b)
		errs <- err // want `send on "errs" blocks forever if it comes too late: not all is received before the return on line 28`
	}()
	go func() {
		_, err := io.Copy(b, a)
		errs <- err
	}()
	err := <-errs
	a.Close()
	b.Close()
	return err
}

// ProxyBoth has room for the direction that ends later.
func ProxyBoth(a, b io.ReadWriteCloser) error {
	errs := make(chan error, 1)
	go func() {
		_, err := io.Copy(a, b)
		errs <- err // ok: one is received, one has room
	}()
	go func() {
		_, err := io.Copy(b, a)
		errs <- err
	}()
	err := <-errs
	a.Close()
	b.Close()
	return err
}

// Each returns the first error; the others have nobody to tell theirs.
func Each(items []string, do func(string) error) error {
	errs := make(chan error)
	for _, item := range items {
		go func() {
			errs <- do(item) // want `send on "errs" blocks forever once the function has returned on line 58`
		}()
	}
	for range items {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// EachWithRoom has room for all of them.
func EachWithRoom(items []string, do func(string) error) error {
	errs := make(chan error, len(items))
	for _, item := range items {
		go func() {
			errs <- do(item) // ok: there is room for each
		}()
	}
	for range items {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// All receives as often as is sent.
func All(items []string, do func(string) error) (failed int) {
	errs := make(chan error)
	for _, item := range items {
		go func() {
			errs <- do(item) // ok: all are received
		}()
	}
	for range items {
		if err := <-errs; err != nil {
			failed++
		}
	}
	return failed
}

// Counted counts what it has received, among ticks.
func Counted(items []string, do func(string) error, progress func(int)) {
	errs := make(chan error)
	for _, item := range items {
		go func() {
			errs <- do(item) // ok: it counts them
		}()
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	got := 0
	for {
		select {
		case <-errs:
			got++
			if got == len(items) {
				return
			}
		case <-tick.C:
			progress(got)
		}
	}
}

// Stoppable leaves all that still run behind.
func Stoppable(ctx context.Context, items []string, do func(string) error) error {
	errs := make(chan error)
	for _, item := range items {
		go func() {
			errs <- do(item) // want `send on "errs" blocks forever once the function has returned on line 135`
		}()
	}
	for range items {
		select {
		case err := <-errs:
			if err == nil {
				continue
			}
		case <-ctx.Done():
			return errStopped
		}
	}
	return nil
}

// Stream stops in the middle of what one goroutine produces.
func Stream(lines []string, use func(string) error) error {
	parsed := make(chan string)
	go func() {
		defer close(parsed)
		for _, line := range lines {
			parsed <- line // want `send on "parsed" blocks forever once the function has returned on line 152`
		}
	}()
	for line := range parsed {
		if err := use(line); err != nil {
			return err
		}
	}
	return nil
}

// DrainedStream takes the rest.
func DrainedStream(lines []string, use func(string) error) error {
	parsed := make(chan string)
	go func() {
		defer close(parsed)
		for _, line := range lines {
			parsed <- line // ok: all of them are received
		}
	}()
	var failed error
	for line := range parsed {
		if err := use(line); err != nil {
			failed = err
			break
		}
	}
	for range parsed {
	}
	return failed
}

// Nested starts the senders in a goroutine of its own, which closes the
// channel when they are through.
func Nested(pools [][]string, heal func(string) error) error {
	errs := make(chan error)
	go func() {
		defer close(errs)
		var wg sync.WaitGroup
		for _, pool := range pools {
			wg.Add(1)
			go func() {
				defer wg.Done()
				healAll(pool, heal, errs)
			}()
		}
		wg.Wait()
	}()
	return <-errs // want `send on "errs" on line 201 blocks forever if it comes too late: not all is received before the return on line 195`
}

func healAll(pool []string, heal func(string) error, errs chan<- error) {
	for _, name := range pool {
		if err := heal(name); err != nil {
			errs <- err
		}
	}
}

// Pair starts two and receives twice.
func Pair(a, b func() error) error {
	errs := make(chan error)
	go func() { errs <- a() }() // ok: received below
	go func() { errs <- b() }()
	first := <-errs
	if second := <-errs; first == nil {
		return second
	}
	return first
}

// Both starts a constant number, and receives as often.
func Both(dial func(int) error) error {
	errs := make(chan error)
	for i := range 2 {
		go func() { errs <- dial(i) }() // ok: there are two
	}
	if err := <-errs; err == nil {
		return <-errs
	}
	return <-errs
}

// Fallback has room for as many as are written here.
func Fallback(primary, standby string, dial func(string) error) error {
	errs := make(chan error, 2)
	for _, addr := range []string{primary, standby} {
		go func() { errs <- dial(addr) }() // ok: there is room for both
	}
	return <-errs
}

// Replicas has a constant for both.
func Replicas(dial func(int) error) error {
	const replicas = 2
	errs := make(chan error, replicas)
	for i := 0; i < replicas; i++ {
		go func() { errs <- dial(i) }() // ok: there is room for all
	}
	return <-errs
}
