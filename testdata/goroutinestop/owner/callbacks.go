package owner

import (
	"context"
	"errors"
	"sync"
)

var errShutDown = errors.New("channel: shut down")

// channel dials connections and looks after their health.
type channel struct {
	ctx  context.Context
	mu   sync.Mutex
	down bool
	conn *connection
}

// NewChannel is given the context that all connections end with.
func NewChannel(ctx context.Context) *channel { return &channel{ctx: ctx} }

type connection struct{ onClose func() }

func connect(addr string, onClose func()) (*connection, error) {
	if addr == "" {
		return nil, errors.New("channel: no address")
	}
	return &connection{onClose}, nil
}

func each(addrs []string, f func(string)) error {
	for _, addr := range addrs {
		f(addr)
	}
	return nil
}

func (c *channel) checkHealth(ctx context.Context) {}

func (c *channel) Dial(addr string) error {
	healthCtx, stopHealth := context.WithCancel(c.ctx) // want `"stopHealth" is left to a callback, and not called before the return on line 50`
	onClose := func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		stopHealth()
	}
	onDrain := func() { onClose() }
	conn, err := connect(addr, onDrain)
	if err != nil {
		return err
	}
	c.conn = conn
	c.checkHealth(healthCtx)
	return nil
}

func (c *channel) DialOrStop(addr string) error {
	healthCtx, stopHealth := context.WithCancel(c.ctx) // ok: called when there is nothing to check
	conn, err := connect(addr, func() { stopHealth() })
	if err != nil {
		stopHealth()
		return err
	}
	c.conn = conn
	c.checkHealth(healthCtx)
	return nil
}

func (c *channel) DialWithin(ctx context.Context, addr string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	healthCtx, stopHealth := context.WithCancel(ctx) // ok: its parent is cancelled with the return
	conn, err := connect(addr, func() { stopHealth() })
	if err != nil {
		return err
	}
	c.conn = conn
	c.checkHealth(healthCtx)
	return nil
}

func (c *channel) Each(addrs []string) error {
	healthCtx, stopHealth := context.WithCancel(c.ctx) // ok: each calls its argument
	err := each(addrs, func(string) { stopHealth() })
	if err != nil {
		return err
	}
	c.checkHealth(healthCtx)
	return nil
}

func (c *channel) DialUp(addr string) error {
	healthCtx, stopHealth := context.WithCancel(c.ctx) // ok: the connection is there, and calls back
	conn, err := connect(addr, func() { stopHealth() })
	if c.down {
		return errShutDown
	}
	c.conn = conn
	c.checkHealth(healthCtx)
	return err
}
