package counts

import (
	"context"
	"errors"
	"fmt"
	"time"
)

var errNone = errors.New("none")

// Break leaves the loop with an error, and returns behind it.
func Break(items []string, check func(string) error) (err error) {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // want `send on "lines" blocks forever once the function has returned on line 26`
		}
	}()
	for line := range lines {
		if err = check(line); err != nil {
			break
		}
	}
	return err
}

// BreakDrained receives the rest.
func BreakDrained(items []string, check func(string) error) (err error) {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // ok: all is received
		}
	}()
	for line := range lines {
		if err = check(line); err != nil {
			break
		}
	}
	for range lines {
	}
	return err
}

// BreakLabel leaves with the context.
func BreakLabel(ctx context.Context, items []string, show func(string)) {
	lines := make(chan string)
	go func() {
		for _, item := range items {
			lines <- item // want `send on "lines" blocks forever`
		}
	}()
loop:
	for n := 0; ; n++ {
		select {
		case line := <-lines:
			show(line)
			if n == len(items)-1 {
				return // it counts
			}
		case <-ctx.Done():
			break loop
		}
	}
	show("stopped")
}

// Logged remembers the error and receives the rest.
func Logged(items []string, check func(string) error) (first error) {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // ok: the loop ends with the close
		}
	}()
	for line := range lines {
		if err := check(line); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Fastest starts three and receives one.
func Fastest(ask func(int) string) string {
	answers := make(chan string)
	for i := 0; i < 3; i++ {
		go func() {
			answers <- ask(i) // want `send on "answers" blocks forever if it comes too late`
		}()
	}
	return <-answers
}

// FastestRoom has room for the others.
func FastestRoom(ask func(string) string) string {
	answers := make(chan string, 2)
	for _, host := range []string{"a", "b", "c"} {
		go func() {
			answers <- ask(host) // ok: one is received, and there is room for two
		}()
	}
	return <-answers
}

// Three are received one after the other.
func Three(ask func(int) string) string {
	answers := make(chan string)
	for i := range 3 {
		go func() {
			answers <- ask(i) // ok: counted by hand
		}()
	}
	return <-answers + <-answers + <-answers
}

// Buffered has some room, and gives up with an error.
func Buffered(items []string, check func(string) error) error {
	lines := make(chan string, 16)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // want `send on "lines" blocks forever once the function has returned on line 132`
		}
	}()
	for line := range lines {
		if err := check(line); err != nil {
			return err
		}
	}
	return nil
}

// BufferedFixed has room for all.
func BufferedFixed(read func(int) string, check func(string) error) error {
	lines := make(chan string, 16)
	go func() {
		defer close(lines)
		for i := 0; i < 16; i++ {
			lines <- read(i) // ok: counted by hand
		}
	}()
	for line := range lines {
		if err := check(line); err != nil {
			return err
		}
	}
	return nil
}

// BufferedFound stops when it has what it looks for, which may be the last.
func BufferedFound(items []string, want string) error {
	lines := make(chan string, 16)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // ok: no error, so it may have counted
		}
	}()
	for line := range lines {
		if line == want {
			return nil
		}
	}
	return errNone
}

// Sized returns a new error in the middle.
func Sized(items []string) error {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // want `send on "lines" blocks forever once the function has returned on line 183`
		}
	}()
	for line := range lines {
		if len(line) > 80 {
			return fmt.Errorf("line %q is too long", line)
		}
	}
	return nil
}

// Known returns an error that has a name.
func Known(items []string) error {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // want `send on "lines" blocks forever once the function has returned on line 200`
		}
	}()
	for line := range lines {
		if line == "" {
			return errNone
		}
	}
	return nil
}

type lineError struct{ line string }

func (e *lineError) Error() string { return e.line }

// Own has a type of error of its own.
func Own(items []string, check func(string) *lineError) *lineError {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // want `send on "lines" blocks forever once the function has returned on line 221`
		}
	}()
	for line := range lines {
		if err := check(line); err != nil {
			return err
		}
	}
	return nil
}

// Polled looks now and then, until it is too late.
func Polled(ready func() error) error {
	errc := make(chan error)
	go func() {
		errc <- ready() // want `send on "errc" blocks forever once the function has returned on line 241`
	}()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		select {
		case err := <-errc:
			return err
		default:
			time.Sleep(time.Second)
		}
	}
	return errNone
}

// PolledAll counts.
func PolledAll(all []func() error) (errs []error) {
	errc := make(chan error)
	for _, ready := range all {
		go func() { errc <- ready() }() // ok: all are received
	}
	for len(errs) < len(all) {
		select {
		case err := <-errc:
			errs = append(errs, err)
		default:
			time.Sleep(time.Second)
		}
	}
	return errs
}

// Countdown starts as many as it is told, and receives one.
func Countdown(n int, ask func(int) string) string {
	answers := make(chan string)
	for i := n; i > 0; i-- {
		go func() {
			answers <- ask(i) // want `send on "answers" blocks forever if it comes too late`
		}()
	}
	return <-answers
}

// Told is told by the sender that it has ended.
func Told(next func() (string, bool, error), keep func(string) error) error {
	lines := make(chan string, 4)
	var readErr, keepErr error
	go func() {
		defer close(lines)
		for {
			line, ok, err := next()
			if err != nil {
				readErr = err
				return
			}
			if !ok {
				return
			}
			lines <- line // ok: received to the end, or it has ended
		}
	}()
	for line := range lines {
		if keepErr = keep(line); keepErr != nil {
			break
		}
	}
	if readErr != nil {
		return readErr
	}
	for range lines {
	}
	return keepErr
}

// Kept puts the error aside, and looks at it behind the loop.
func Kept(items []string, keep func(string) error) error {
	lines := make(chan string)
	var keepErr error
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // ok: the rest is received if there has been an error
		}
	}()
	for line := range lines {
		if err := keep(line); err != nil {
			keepErr = err
			break
		}
	}
	if keepErr != nil {
		for range lines {
		}
		return keepErr
	}
	if len(items) > 80 {
		return errNone
	}
	return nil
}

// KeptNot does not receive the rest.
func KeptNot(items []string, keep func(string) error) error {
	lines := make(chan string)
	var keepErr error
	go func() {
		defer close(lines)
		for _, item := range items {
			lines <- item // want `send on "lines" blocks forever once the function has returned on line 347`
		}
	}()
	for line := range lines {
		if err := keep(line); err != nil {
			keepErr = err
			break
		}
	}
	if keepErr != nil {
		return keepErr
	}
	return nil
}
