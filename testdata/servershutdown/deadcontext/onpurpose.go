package deadcontext

import (
	"context"
	"time"

	"example.com/fleet/servershutdown/deadcontext/events"
)

// hangUp has nobody to say goodbye to.
func hangUp(store *lease) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	store.Release(ctx, "leader") // ok: the context is made to cut it short
}

// resign has forgotten the defer.
func resign(store *lease) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	cancel()
	store.Release(ctx, "leader") // want `already cancelled`
}

// used has been of use before.
func used(store *lease, campaign func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	err := campaign(ctx)
	cancel()
	store.Release(ctx, "leader") // want `already cancelled`
	return err
}

// record ends with events, which says nothing of what came of it.
func record(ctx context.Context, r *events.Recorder) {
	select {
	case <-ctx.Done():
		r.CloseWithCause(ctx) // ok: it wants the reason
	case <-time.After(time.Minute):
		r.Stop(ctx)
	}
}

// hangUpLate has no time left for a goodbye.
func hangUpLate(ctx context.Context, c *events.Client) error {
	<-ctx.Done()
	return c.Close(ctx) // ok: the connection is gone afterwards
}

// giveUp leaves the transaction to the other side.
func giveUp(ctx context.Context, c *events.Client) error {
	<-ctx.Done()
	return c.Rollback(ctx) // ok: it is taken back without that, too
}

// unsubscribe fails, and events go on to come.
func unsubscribe(ctx context.Context, c *events.Client) error {
	<-ctx.Done()
	return c.RemoveQueue(ctx, "alerts") // want `\(\*events\.Client\)\.RemoveQueue is given a context that is already cancelled \(it fails at once\)`
}

// stopLate has a recorder that is told to stop in any case.
func stopLate(ctx context.Context, r *events.Recorder) {
	<-ctx.Done()
	r.Stop(ctx) // ok: the context limits what it waits for
}
