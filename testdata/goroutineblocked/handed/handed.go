// Package handed hands its channels to functions of its own and of others.
package handed

import (
	"bufio"
	"context"
	"errors"
	"io"
	"time"

	"example.com/fleet/goroutineblocked/handed/feeds"
)

var errSlow = errors.New("too slow")

// Ping gives up, and Report has no room.
func Ping(ctx context.Context, ping func() error) error {
	errc := make(chan error)
	go feeds.Report(errc, ping()) // want `send on "errc" in feeds.Report blocks forever once the function has returned on line 24 \(nobody else receives\)`
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// PingRoom has room.
func PingRoom(ctx context.Context, ping func() error) error {
	errc := make(chan error, 1)
	go feeds.Report(errc, ping()) // ok: there is room for it
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// First has enough of the first line.
func First(r io.Reader) (string, error) {
	lines := make(chan string)
	go feeds.Lines(r, lines) // want `send on "lines" in feeds.Lines blocks forever`
	select {
	case line := <-lines:
		return line, nil
	case <-time.After(time.Second):
		return "", errSlow
	}
}

// FirstFollow calls a function that starts the goroutine.
func FirstFollow(r io.Reader) (string, error) {
	lines := make(chan string)
	feeds.Follow(r, lines) // want `send on "lines" in feeds.Follow blocks forever`
	select {
	case line := <-lines:
		return line, nil
	case <-time.After(time.Second):
		return "", errSlow
	}
}

// FirstDrained has the rest received by another.
func FirstDrained(r io.Reader) (string, error) {
	lines := make(chan string)
	defer func() { go feeds.Drain(lines) }()
	go feeds.Lines(r, lines) // ok: drained in a defer
	select {
	case line := <-lines:
		return line, nil
	case <-time.After(time.Second):
		return "", errSlow
	}
}

// Checked drains where it gives up.
func Checked(r io.Reader, check func(string) error) error {
	lines := make(chan string)
	go feeds.Lines(r, lines) // ok: drained before each return
	for line := range lines {
		if err := check(line); err != nil {
			feeds.Drain(lines)
			return err
		}
	}
	return nil
}

// CheckedNot drains on one of two ways.
func CheckedNot(r io.Reader, check func(string) error) error {
	lines := make(chan string)
	go feeds.Lines(r, lines) // want `send on "lines" in feeds.Lines blocks forever once the function has returned on line 100`
	for line := range lines {
		if line == "" {
			feeds.Drain(lines)
			return errSlow
		}
		if err := check(line); err != nil {
			return err
		}
	}
	return nil
}

// Watched stops with the context.
func Watched(ctx context.Context, r io.Reader) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	lines := make(chan string)
	go feeds.Watch(ctx, r, lines) // ok: it looks at the context
	select {
	case line := <-lines:
		return line, nil
	case <-time.After(time.Second):
		return "", errSlow
	}
}

// Shared has another receiver.
func Shared(r io.Reader) (string, error) {
	lines := make(chan string)
	go feeds.Lines(r, lines) // ok: Head may receive
	go feeds.Head(lines, 10)
	select {
	case line := <-lines:
		return line, nil
	case <-time.After(time.Second):
		return "", errSlow
	}
}

// Kept gives it away.
func Kept(r io.Reader) (string, error) {
	lines := make(chan string)
	feeds.Keep(lines)
	go feeds.Lines(r, lines) // ok: who knows who receives
	select {
	case line := <-lines:
		return line, nil
	case <-time.After(time.Second):
		return "", errSlow
	}
}

// Unclosed ranges over what Open does not close.
func Unclosed(r io.Reader, show func(string)) {
	lines := make(chan string)
	go feeds.Open(r, lines)
	for line := range lines { // want `range over "lines" never ends \(nothing closes it\)`
		show(line)
	}
}

// Closed ranges over what Lines closes.
func Closed(r io.Reader, show func(string)) {
	lines := make(chan string)
	go feeds.Lines(r, lines)
	for line := range lines { // ok
		show(line)
	}
}

// Waiter hands done to one that only waits, too.
func Waiter(work func()) {
	done := make(chan struct{})
	go feeds.Wait(done)
	work()
	<-done // want `receive from "done" waits forever \(nothing sends on it or closes it\)`
}

// Inline sends before it receives.
func Inline(r io.Reader, show func(string)) {
	lines := make(chan string, 16)
	feeds.Lines(r, lines) // ok: another matter
	for line := range lines {
		show(line)
	}
}

// Each of two probes reports twice if it fails.
func probe(c chan string, do func() (string, error)) {
	s, err := do()
	if err != nil {
		c <- err.Error()
	}
	c <- s
}

// Probes makes two channels, and receives one value from each.
func Probes(do func() (string, error)) string {
	first := make(chan string)
	go probe(first, do) // want `send on "first" in probe blocks forever if it comes too late: not all is received before the return on line 196`
	second := make(chan string, 1)
	go probe(second, do) // ok: there is room for the other
	return <-first + <-second
}

// A copier is run for both directions.
func copier(dst io.Writer, src io.Reader, errc chan<- error) {
	_, err := io.Copy(dst, src)
	errc <- err
}

// Both waits for both.
func Both(a, b io.ReadWriter) (error, error) {
	up, down := make(chan error), make(chan error)
	go copier(a, b, up)
	go copier(b, a, down)
	return <-up, <-down // ok: all is received
}

// Either waits for one of them.
func Either(a, b io.ReadWriter) error {
	up, down := make(chan error), make(chan error)
	go copier(a, b, up)   // want `send on "up" in copier blocks forever`
	go copier(b, a, down) // want `send on "down" in copier blocks forever`
	select {
	case err := <-up:
		return err
	case err := <-down:
		return err
	}
}

// notify waits for an answer, or for the one who waits to leave.
func notify(sent <-chan struct{}, reply chan<- struct{}, stop <-chan struct{}) {
	select {
	case <-sent:
		reply <- struct{}{}
	case <-stop:
	}
}

// Replies waits for some of them.
func Replies(all []chan struct{}, n int, expired <-chan time.Time) error {
	replies, stop := make(chan struct{}), make(chan struct{})
	defer close(stop)
	for _, sent := range all {
		go notify(sent, replies, stop) // ok: it is told when the function leaves
	}
	for range n {
		select {
		case <-replies:
		case <-expired:
			return errSlow
		}
	}
	return nil
}

// Ready waits for all of them, elsewhere.
func Ready(all []chan struct{}, d time.Duration) error {
	other := make(chan struct{})
	stop := make(chan struct{})
	defer close(stop)
	go notify(all[0], other, stop)
	select {
	case <-other:
	case <-time.After(d):
		return errSlow
	}
	return Replies(all, len(all), time.After(d))
}

// Scan has a literal around the call.
func Scan(r io.Reader, stop <-chan struct{}) string {
	lines := make(chan string)
	go func() {
		feeds.Report(nil, nil)
		feeds.Lines(bufio.NewReader(r), lines) // want `send on "lines" in feeds.Lines blocks forever`
	}()
	select {
	case line := <-lines:
		return line
	case <-stop:
		return ""
	}
}
