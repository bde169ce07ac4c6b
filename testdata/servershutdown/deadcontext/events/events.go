// Package events hands out what happens.
package events

import (
	"context"
	"errors"
	"net"
)

// A Recorder records events in a goroutine of its own.
type Recorder struct{ queue chan string }

// Stop tells the goroutine to end, and waits for it as long as ctx lasts.
func (r *Recorder) Stop(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		close(r.queue)
		close(done)
	}()
	select {
	case <-ctx.Done():
	case <-done:
	}
}

// CloseWithCause closes with the reason that the context has ended for.
func (r *Recorder) CloseWithCause(ctx context.Context) {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		r.queue <- "too late"
	}
	close(r.queue)
}

// A Client has a connection to a broker.
type Client struct {
	conn net.Conn
}

// Close says goodbye, if there is time for it.
func (c *Client) Close(ctx context.Context) error {
	if ctx.Err() == nil {
		c.conn.Write([]byte("BYE\n"))
	}
	return c.conn.Close()
}

// Rollback takes back what has not been committed.
func (c *Client) Rollback(ctx context.Context) error { return c.call(ctx, "ROLLBACK") }

// RemoveQueue takes a queue away.
func (c *Client) RemoveQueue(ctx context.Context, name string) error {
	return c.call(ctx, "REMOVE "+name)
}

func (c *Client) call(ctx context.Context, what string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := c.conn.Write([]byte(what))
	return err
}
