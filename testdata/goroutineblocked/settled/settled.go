// Package settled has functions that leave when nothing more can come, or
// nothing that there is no room for.
package settled

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"time"
)

var errAborted = errors.New("aborted")

// Await probes again when the last probe has answered.
func Await(healthy func() bool, limit, pause time.Duration) bool {
	answers := make(chan bool, 1)
	probe := func() { answers <- healthy() } // ok: one probe at a time
	var again <-chan time.Time
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	go probe()
	for {
		select {
		case <-deadline.C:
			return false
		case <-again:
			again = nil
			go probe()
		case ok := <-answers:
			if ok {
				return true
			}
			again = ticker.C
		}
	}
}

// Hurry sets again without an answer: then probes pile up.
func Hurry(healthy func() bool, limit, pause time.Duration, now <-chan bool) bool {
	answers := make(chan bool, 1)
	probe := func() { answers <- healthy() } // want `send on "answers" blocks forever once the function has returned on line 58`
	var again <-chan time.Time
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	go probe()
	for {
		select {
		case <-deadline.C:
			return false
		case <-again:
			again = nil
			go probe()
		case <-now:
			again = ticker.C
		case ok := <-answers:
			if ok {
				return true
			}
			again = ticker.C
		}
	}
}

// Within has room for one value, and one is sent: by the rest, or in its
// place.
func Within(ctx context.Context, task func(context.Context) error) error {
	result := make(chan error, 1)
	go func() {
		finished := false
		defer func() {
			if !finished {
				result <- errAborted // ok: only if task has not come back
			}
		}()
		result <- task(ctx)
		finished = true
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-result:
		return err
	}
}

// Twice forgets to set the flag on one way.
func Twice(ctx context.Context, task func(context.Context) error) error {
	result := make(chan error, 1)
	go func() {
		finished := false
		defer func() {
			if !finished {
				result <- errAborted // want `send on "result" blocks forever once the function has returned on line 114`
			}
		}()
		if err := task(ctx); err != nil {
			result <- err
			return
		}
		finished = true
		result <- nil
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-result:
		return err
	}
}

// Safely sends what a panic says in place of the result.
func Safely(ctx context.Context, attempts int, task func() error) error {
	result := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				result <- fmt.Errorf("panic: %v", r) // ok: nothing else has been sent then
			}
		}()
		for range attempts {
			if err := task(); err != nil {
				result <- err
				return
			}
		}
		result <- nil
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-result:
		return err
	}
}

// Always sends in the defer whatever has happened.
func Always(ctx context.Context, task func() error) error {
	result := make(chan error, 1)
	go func() {
		defer func() {
			err, _ := recover().(error)
			result <- err // want `send on "result" blocks forever once the function has returned on line 159`
		}()
		if err := task(); err != nil {
			result <- err
		}
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-result:
		return err
	}
}

func scan(r io.Reader, lines chan string) {
	defer close(lines)
	for s := bufio.NewScanner(r); s.Scan(); {
		lines <- s.Text()
	}
}

// Copy receives up to the close, and may fail after that.
func Copy(r io.Reader, w *bufio.Writer) error {
	lines := make(chan string)
	go scan(r, lines)
	var all []string
	for {
		line, ok := <-lines // ok: it is received up to the close
		if !ok {
			break
		}
		all = append(all, line)
	}
	for _, line := range all {
		if _, err := w.WriteString(line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// CopyAtOnce fails before the close.
func CopyAtOnce(r io.Reader, w *bufio.Writer) error {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(r); s.Scan(); {
			lines <- s.Text() // want `send on "lines" blocks forever once the function has returned on line 207`
		}
	}()
	for {
		line, ok := <-lines
		if !ok {
			break
		}
		if _, err := w.WriteString(line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// Follow leaves when the sender has cancelled its context, after all.
func Follow(follow func(chan<- string) error, show func(string)) error {
	var err error
	lines := make(chan string)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		err = relay(follow, lines)
		cancel()
	}()
	for {
		select {
		case <-ctx.Done():
			return err
		case line := <-lines:
			show(line)
		}
	}
}

func relay(follow func(chan<- string) error, lines chan string) error {
	mine := make(chan string, 1)
	err := follow(mine)
	for range 3 {
		lines <- <-mine // ok: the context is cancelled when this has returned
	}
	return err
}

// FollowUntil leaves when others cancel it, too.
func FollowUntil(parent context.Context, next func() string, show func(string)) {
	lines := make(chan string)
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	go func() {
		defer cancel()
		for line := next(); line != ""; line = next() {
			lines <- line // want `send on "lines" blocks forever once the function has returned on line 255`
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case line := <-lines:
			show(line)
		}
	}
}

// Pull takes the result, which is one among many items.
func Pull(items func() (string, bool), wait func() error) (string, error) {
	found := make(chan string)
	go func() {
		defer close(found)
		for {
			item, ok := items()
			if !ok {
				break
			}
			if item != "" {
				found <- item // ok: the first, or the close
			}
		}
	}()
	result := <-found
	if err := wait(); err != nil {
		return "", err
	}
	return result, nil
}

// PullFirst takes the first of all.
func PullFirst(items func() (string, bool), wait func() error) (string, error) {
	found := make(chan string)
	go func() {
		for item, ok := items(); ok; item, ok = items() {
			found <- item // want `send on "found" blocks forever`
		}
		close(found)
	}()
	result := <-found
	if err := wait(); err != nil {
		return "", err
	}
	return result, nil
}

// Watch asks again when it has heard of the last question.
func Watch(ctx context.Context, ask func() string, tick <-chan time.Time, tell func(string)) {
	answers := make(chan string, 1)
	asking := false
	for {
		select {
		case <-tick:
			if !asking {
				asking = true
				go func() { answers <- ask() }() // ok: one question at a time
			}
		case a := <-answers:
			asking = false
			tell(a)
		case <-ctx.Done():
			return
		}
	}
}

// WatchAll forgets that it is asking when it is told to hurry.
func WatchAll(ctx context.Context, ask func() string, tick, hurry <-chan time.Time, tell func(string)) {
	answers := make(chan string, 1)
	var asking bool
	for {
		select {
		case <-tick:
			if !asking {
				asking = true
				go func() { answers <- ask() }() // want `send on "answers" blocks forever once the function has returned on line \d+`
			}
		case <-hurry:
			asking = false
		case a := <-answers:
			asking = false
			tell(a)
		case <-ctx.Done():
			return
		}
	}
}

// Serve runs until the process is told to end, or the server fails.
func Serve(serve func() error, stop func()) error {
	failed := make(chan error)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		failed <- serve() // ok: the process ends with the signal
	}()
	select {
	case err := <-failed:
		return err
	case <-signals:
		stop()
		return nil
	}
}

// ServeFor runs until the time is over.
func ServeFor(d time.Duration, serve func() error, stop func()) error {
	failed := make(chan error)
	go func() {
		failed <- serve() // want `send on "failed" blocks forever once the function has returned on line \d+`
	}()
	select {
	case err := <-failed:
		return err
	case <-time.After(d):
		stop()
		return nil
	}
}

// Merge leaves when all that send have been waited for.
func Merge(sources []func() (string, bool), use func(string)) {
	items := make(chan string)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for _, next := range sources {
		wg.Go(func() {
			for {
				item, ok := next()
				if !ok {
					return
				}
				items <- item // ok: done is closed after that
			}
		})
	}
	go func() {
		defer close(done)
		wg.Wait()
	}()
	for {
		select {
		case item := <-items:
			use(item)
		case <-done:
			return
		}
	}
}

// MergeSome waits for one of two.
func MergeSome(first, second func() (string, bool), use func(string)) {
	items := make(chan string) // want `send on "items" on line \d+ blocks forever`
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { relayAll(first, items) })
	go relayAll(second, items)
	go func() {
		wg.Wait()
		close(done)
	}()
	for {
		select {
		case item := <-items:
			use(item)
		case <-done:
			return
		}
	}
}

func relayAll(next func() (string, bool), items chan<- string) {
	for item, ok := next(); ok; item, ok = next() {
		items <- item
	}
}

// First has room for what is found first, and nothing else is sent.
func First(ctx context.Context, next func() (string, bool)) string {
	found := make(chan string, 1)
	go func() {
		told := false
		for item, ok := next(); ok; item, ok = next() {
			if !told {
				told = true
				found <- item // ok: once
			}
		}
	}()
	select {
	case item := <-found:
		return item
	case <-ctx.Done():
		return ""
	}
}

// Changes has room for one, and sends each time.
func Changes(ctx context.Context, next func() (string, bool)) string {
	changed := make(chan string, 1)
	go func() {
		told := false
		for item, ok := next(); ok; item, ok = next() {
			if !told {
				told = true
				changed <- item // want `send on "changed" blocks forever`
			}
			told = item == ""
		}
	}()
	select {
	case item := <-changed:
		return item
	case <-ctx.Done():
		return ""
	}
}
