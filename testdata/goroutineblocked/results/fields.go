package results

import "context"

type call struct {
	done  chan error
	reply string
}

// Do has the channel in a field of what it makes.
func Do(ctx context.Context, ask func() (string, error)) (string, error) {
	c := &call{done: make(chan error)}
	go func() {
		var err error
		c.reply, err = ask()
		c.done <- err // want `send on "done" blocks forever once the function has returned on line 22`
	}()
	select {
	case err := <-c.done:
		return c.reply, err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

type roomy struct{ done chan error }

// DoRoom has room in it.
func DoRoom(ctx context.Context, ask func() error) error {
	c := roomy{done: make(chan error, 1)}
	go func() { c.done <- ask() }() // ok: there is room
	select {
	case err := <-c.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

type ticket struct{ done chan error }

// A Desk keeps its ticket.
type Desk struct{ last *ticket }

// Wait waits for a ticket that it has not made.
func (d *Desk) Wait(ctx context.Context, ask func() error) error {
	d.last = &ticket{done: make(chan error)}
	go func() { d.last.done <- ask() }() // ok: who calls it again receives
	select {
	case err := <-d.last.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
