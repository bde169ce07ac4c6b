// Package results fetches routes in the background.
package results

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"
)

var errTimeout = errors.New("timeout")

type route struct{ stops []string }

func plan(from, to string) (*route, error) { return &route{[]string{from, to}}, nil }

func check(string) error { return nil }

// EarlyError returns before it receives.
func EarlyError(from, to string) (*route, error) {
	routes := make(chan *route)
	go func() {
		r, _ := plan(from, to)
		routes <- r // want `send on "routes" blocks forever once the function has returned on line 28 \(nobody else receives\)`
	}()
	if err := check(to); err != nil {
		return nil, err
	}
	return <-routes, nil
}

// Group starts the goroutine in a group; that someone waits for it makes it
// worse.
func Group(ctx context.Context, from, to string) (*route, error) {
	routes := make(chan *route)
	var g errgroup.Group
	g.Go(func() error {
		r, err := plan(from, to)
		routes <- r // want `send on "routes" blocks forever once the function has returned on line 47`
		return err
	})
	select {
	case r := <-routes:
		return r, g.Wait()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// TwoChannels has one for the error and one for the route, and room in
// neither.
func TwoChannels(from, to string) (*route, error) {
	routes, errs := make(chan *route), make(chan error)
	go func() {
		r, err := plan(from, to)
		if err != nil {
			errs <- err // want `send on "errs" blocks forever once the function has returned on line 69`
			return
		}
		routes <- r // want `send on "routes" blocks forever once the function has returned on line 69`
	}()
	select {
	case r := <-routes:
		return r, nil
	case err := <-errs:
		return nil, err
	case <-time.After(time.Second):
		return nil, errTimeout
	}
}

// OneOfTwo waits for either of them: it has had all there is.
func OneOfTwo(from, to string) (*route, error) {
	routes, errs := make(chan *route), make(chan error)
	go func() {
		r, err := plan(from, to)
		if err != nil {
			errs <- err // ok: the function waits for this, too
			return
		}
		routes <- r // ok: and for this
	}()
	select {
	case r := <-routes:
		return r, nil
	case err := <-errs:
		return nil, err
	}
}

// DoneAfterErr closes a channel when all is said.
func DoneAfterErr(from, to string) error {
	errs, done := make(chan error), make(chan struct{})
	go func() {
		defer close(done)
		if _, err := plan(from, to); err != nil {
			errs <- err // ok: once done is closed there is nothing to send
		}
	}()
	select {
	case err := <-errs:
		return err
	case <-done:
		return nil
	}
}

// Named starts a function that has the channel as its parameter.
func Named(from, to string, wait time.Duration) *route {
	routes := make(chan *route) // want `send on "routes" on line 126 blocks forever once the function has returned on line 118`
	go planInto(routes, from, to)
	select {
	case r := <-routes:
		return r
	case <-time.After(wait):
	}
	return nil
}

func planInto(routes chan<- *route, from, to string) {
	r, err := plan(from, to)
	if err != nil {
		r = nil
	}
	routes <- r
}

// Loop makes a new channel in each round.
func Loop(stop <-chan struct{}, from, to string) {
	for {
		done := make(chan bool)
		go func() {
			if _, err := plan(from, to); err != nil {
				done <- false // want `send on "done" blocks forever once the function has returned on line 142`
				return
			}
			done <- true
		}()
		select {
		case <-stop:
			return
		case <-done:
		}
	}
}

// Later receives after all when the time is up.
func Later(ctx context.Context, from, to string) *route {
	routes := make(chan *route)
	go func() {
		r, _ := plan(from, to)
		routes <- r // ok: received on both ways
	}()
	select {
	case r := <-routes:
		return r
	case <-ctx.Done():
		return <-routes
	}
}

// Drained receives in a defer, whatever happens.
func Drained(ctx context.Context, from, to string) error {
	routes := make(chan *route)
	go func() {
		r, _ := plan(from, to)
		routes <- r // ok: the deferred function takes it
	}()
	defer func() { <-routes }()
	return check(to)
}

// Polled has a sender that does not wait.
func Polled(ctx context.Context, from, to string) *route {
	routes := make(chan *route)
	go func() {
		r, _ := plan(from, to)
		select {
		case routes <- r: // ok: there is a default
		default:
		}
	}()
	select {
	case r := <-routes:
		return r
	case <-ctx.Done():
		return nil
	}
}

// Sometimes starts the goroutine only sometimes, and receives then.
func Sometimes(from, to string, verbose bool) error {
	var routes chan *route
	started := false
	if verbose && from != "" {
		routes = make(chan *route)
		started = true
		go func() {
			r, _ := plan(from, to)
			routes <- r // ok: received if it was started
		}()
	}
	if err := check(to); err == nil && started {
		<-routes
		return nil
	}
	if routes != nil {
		<-routes
	}
	return nil
}

// Flag knows by a flag whether there is something to receive.
func Flag(from, to string, verbose bool) {
	routes := make(chan *route)
	started := false
	if verbose && from != "" {
		started = true
		go func() {
			r, _ := plan(from, to)
			routes <- r // ok: received if it was started
		}()
	}
	if started {
		<-routes
	}
}

// Fatal does not return: it panics.
func Fatal(from, to string) *route {
	routes := make(chan *route)
	go func() {
		r, _ := plan(from, to)
		routes <- r // ok: the process ends
	}()
	if err := check(to); err != nil {
		panic(err)
	}
	return <-routes
}

// Handed gives the channel to someone who may receive.
func Handed(from, to string, use func(chan *route)) {
	routes := make(chan *route)
	go func() {
		r, _ := plan(from, to)
		routes <- r // ok: nobody knows what use does
	}()
	use(routes)
}

// Slots have room each, and a channel each.
func Slots(ctx context.Context, pairs [][2]string) *route {
	slots := make([]chan *route, len(pairs))
	for i := range pairs {
		slots[i] = make(chan *route, 1)
	}
	for i, p := range pairs {
		go func() {
			r, _ := plan(p[0], p[1])
			slots[i] <- r // ok: one value for each channel
		}()
	}
	for _, slot := range slots {
		select {
		case r := <-slot:
			return r
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}

// TwoGoroutines hears from one of them that it is over, and the other sends
// on.
func TwoGoroutines(read func() (string, error), write func(string) error, use func(string)) error {
	lines, errs := make(chan string), make(chan error, 2)
	go func() {
		for {
			line, err := read()
			if err != nil {
				errs <- err
				return
			}
			lines <- line // want `send on "lines" blocks forever once the function has returned on line 300`
		}
	}()
	go func() {
		if err := write("ready"); err != nil {
			errs <- err
		}
	}()
	for {
		select {
		case line := <-lines:
			use(line)
		case err := <-errs:
			return err
		}
	}
}

// OneGoroutine hears from the only one.
func OneGoroutine(read func() (string, error), use func(string)) error {
	lines, errs := make(chan string), make(chan error, 1)
	go func() {
		for {
			line, err := read()
			if err != nil {
				errs <- err
				return
			}
			lines <- line // ok: the error is the last that comes
		}
	}()
	for {
		select {
		case line := <-lines:
			use(line)
		case err := <-errs:
			return err
		}
	}
}
