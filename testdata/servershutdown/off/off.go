// Package off cleans up with the context of the caller.
package off

import (
	"context"
	"errors"
	"time"
)

type runtime interface {
	Create(ctx context.Context, id string) error
	Start(ctx context.Context, id string) error
	Delete(ctx context.Context, id string) error
}

func run(ctx context.Context, rt runtime, id string) (err error) {
	if err := rt.Create(ctx, id); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			rt.Delete(ctx, id) // ok: many do, and it is only sometimes too late
		}
	}()
	return rt.Start(ctx, id)
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
	return rt.Start(ctx, id)
}

func runOnce(ctx context.Context, rt runtime, id string) error {
	defer func() {
		rt.Delete(ctx, id) // ok: not after a failure alone
	}()
	return rt.Start(ctx, id)
}

func closers(ctx context.Context, rt runtime, ids []string) (list []func()) {
	for _, id := range ids {
		list = append(list, func() {
			rt.Delete(ctx, id)
		})
	}
	return list
}

func closer(rt runtime, id string) func(context.Context) error {
	return func(ctx context.Context) error {
		return rt.Delete(ctx, id) // ok: the context of whoever closes
	}
}
