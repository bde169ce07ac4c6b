// Package app leaves something behind where others keep it.
package app

import (
	"context"
	"log"

	"example.com/fleet/exitskipsdefer/remote/broker"
)

// Integration runs against a broker in a container.
func Integration(ctx context.Context) {
	c, err := broker.Start(ctx)
	if err != nil {
		log.Fatal(err) // ok: none has been started
	}
	defer c.Terminate(ctx)
	if err := publish(ctx); err != nil {
		log.Fatal(err) // want `log\.Fatal skips the call to \(\*broker\.Container\)\.Terminate deferred on line 17`
	}
}

// Compact holds a lock of the broker.
func Compact(ctx context.Context, client broker.Client) {
	lock, err := client.Lock(ctx, "compact")
	if err != nil {
		log.Fatal(err) // ok: it could not be had
	}
	defer func() { _ = lock.Unlock(ctx) }()
	if err := publish(ctx); err != nil {
		log.Fatal(err) // want `log\.Fatal skips the call to \(broker\.Lock\)\.Unlock deferred on line 29`
	}
}

// Probe makes a topic of its own.
func Probe(ctx context.Context, client broker.Client, name string) {
	defer client.TopicDelete(ctx, name)
	if err := publish(ctx); err != nil {
		client.TopicDelete(ctx, name)
		log.Fatal(err) // ok: done here
	}
	if name == "" {
		log.Fatal("no name") // want `log\.Fatal skips the call to \(broker\.Client\)\.TopicDelete deferred on line 37`
	}
}

// Watch changes nothing at the broker.
func Watch(ctx context.Context, client broker.Client) {
	defer client.Disconnect(ctx)
	defer client.Topics().Delete("probe")
	if err := publish(ctx); err != nil {
		log.Fatal(err) // ok: the connection ends with the process, and so does the list
	}
}

func publish(ctx context.Context) error { return ctx.Err() }
