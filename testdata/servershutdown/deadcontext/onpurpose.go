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

// stopLate has a recorder that is told to stop in any case.
func stopLate(ctx context.Context, r *events.Recorder) {
	<-ctx.Done()
	r.Stop(ctx) // ok: the context limits what it waits for
}
