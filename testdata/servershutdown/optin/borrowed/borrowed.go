// Package borrowed cleans up with the context of the caller, where that may be
// right.
package borrowed

import (
	"context"
	"errors"
	"time"
)

type runtime interface {
	Create(ctx context.Context, id string) error
	Start(id string) error
	Delete(ctx context.Context, id string) error
}

func run(ctx context.Context, rt runtime, id string) (err error) {
	if err := rt.Create(ctx, id); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			rt.Delete(ctx, id) // want `\(runtime\)\.Delete is given the context of the caller after a failure \(it may be what failed\)`
		}
	}()
	return rt.Start(id)
}

func runDetached(ctx context.Context, rt runtime, id string) (err error) {
	if err := rt.Create(ctx, id); err != nil {
		return err
	}
	defer func() {
		if err == nil {
			return
		}
		undo, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		err = errors.Join(err, rt.Delete(undo, id)) // ok: it is not cancelled with ctx
	}()
	return rt.Start(id)
}

func runOnce(ctx context.Context, rt runtime, id string) error {
	defer func() {
		rt.Delete(ctx, id) // ok: not after a failure alone
	}()
	return rt.Start(id)
}

func closer(ctx context.Context, rt runtime, id string) func() {
	return func() {
		rt.Delete(ctx, id) // want `\(runtime\)\.Delete is given the context of a call that is over by then \(it may be cancelled\)`
	}
}

func contextual(rt runtime, id string) func(context.Context) error {
	return func(ctx context.Context) error {
		return rt.Delete(ctx, id) // ok: the context of whoever closes
	}
}
