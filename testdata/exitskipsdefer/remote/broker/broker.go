// Package broker is the client of a message broker.
package broker

import "context"

// A Client talks to a broker.
type Client interface {
	TopicDelete(ctx context.Context, name string) error
	Lock(ctx context.Context, name string) (Lock, error)
	Disconnect(ctx context.Context) error
	Topics() Topics
}

// A Lock is held by the broker until its lease ends.
type Lock interface {
	Unlock(ctx context.Context) error
}

// Topics are what the client knows of.
type Topics interface {
	Delete(name string)
}

// A Container is one that the broker runs in.
type Container struct{ id string }

// Terminate ends it.
func (c *Container) Terminate(ctx context.Context) error { return ctx.Err() }

// Start starts one.
func Start(ctx context.Context) (*Container, error) { return &Container{}, ctx.Err() }
