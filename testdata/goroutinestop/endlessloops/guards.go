package endlessloops

import (
	"context"
	"errors"
	"time"
)

var errNoDir = errors.New("no directory")

type compactor struct {
	dir   string
	every time.Duration
	size  int
}

func (c *compactor) start(ctx context.Context, once bool) {
	go c.run()  // want `goroutine comes to an endless loop and has no way to stop then`
	go func() { // want `goroutine comes to an endless loop and has no way to stop then`
		if c.every == 0 {
			return
		}
		c.size = 0
		for range time.Tick(c.every) {
			c.compact()
		}
	}()
	go func() { // want `goroutine comes to an endless loop and has no way to stop then`
		c.compact()
		c.run()
	}()
	go c.runWith(ctx)  // want `goroutine hands "ctx" on in a loop that it never leaves`
	go c.runOnce(once) // ok: there is another way, and it may be the one that is taken
	go c.runUntil()    // ok: an error ends the loop
	go func() {        // ok: it goes on after what may not end
		if err := c.run(); err != nil {
			c.size = 0
		}
	}()
	go c.either(once) // ok: what is done under a condition may be meant not to be done
}

func (c *compactor) run() error {
	if c.dir == "" {
		return errNoDir
	}
	for {
		c.compact()
		time.Sleep(c.every)
	}
}

func (c *compactor) runWith(ctx context.Context) error {
	if c.dir == "" {
		return errNoDir
	}
	for {
		c.compactWith(ctx)
		time.Sleep(c.every)
	}
}

func (c *compactor) runOnce(once bool) {
	if once {
		c.compact()
	} else {
		for {
			c.compact()
			time.Sleep(c.every)
		}
	}
}

func (c *compactor) runUntil() error {
	if c.dir == "" {
		return errNoDir
	}
	for {
		time.Sleep(c.every)
		if c.size < 0 {
			return errNoDir
		}
	}
}

func (c *compactor) either(once bool) {
	if !once {
		_ = c.run()
	}
}

func (c *compactor) compact()                        { c.size-- }
func (c *compactor) compactWith(ctx context.Context) { c.size-- }
