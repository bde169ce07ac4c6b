package owner

import (
	"context"
	"errors"
	"time"
)

var errBusy = errors.New("store: busy")

func put(ctx context.Context, key string) error { return ctx.Err() }

// PutAgain gives up after some attempts alone.
func PutAgain(ctx context.Context, key string) (err error) {
	for range 10 {
		if err = put(ctx, key); err == nil {
			return nil
		}
		time.Sleep(time.Second) // want `PutAgain tries again with "ctx" after a sleep that this does not end`
	}
	return err
}

// PutBusy tells errors apart.
func PutBusy(ctx context.Context, key string) (err error) {
	for range 10 {
		err = put(ctx, key)
		if !errors.Is(err, errBusy) {
			return err
		}
		time.Sleep(time.Second) // ok: a cancelled context is another error
	}
	return err
}

// Poll ends with the first error.
func Poll(ctx context.Context, keys []string) error {
	for _, key := range keys {
		if err := put(ctx, key); err != nil {
			return err
		}
		time.Sleep(time.Second) // ok: the next call fails, and that is it
	}
	return nil
}

// PutSoon hardly sleeps.
func PutSoon(ctx context.Context, key string) (err error) {
	for range 3 {
		if err = put(ctx, key); err == nil {
			return nil
		}
		time.Sleep(time.Millisecond) // ok: nobody notices
	}
	return err
}

// PutUnlessDone looks at the context.
func PutUnlessDone(ctx context.Context, key string) (err error) {
	for ctx.Err() == nil {
		if err = put(ctx, key); err == nil {
			return nil
		}
		time.Sleep(time.Second) // ok: one sleep, and the loop has ended
	}
	return err
}

// PutSome sleeps in a loop that has nothing to do with the context.
func PutSome(ctx context.Context, keys []string, ready func() bool) error {
	for !ready() {
		time.Sleep(time.Second) // ok: what is waited for is not known here
	}
	return put(ctx, keys[0])
}

type failure struct{ reason string }

func stat(ctx context.Context, key string) (restored bool, failed *failure) { return key != "", nil }

// WaitRestored has an error of a type of its own.
func WaitRestored(ctx context.Context, key string) *failure {
	for {
		restored, err := stat(ctx, key)
		if err != nil {
			return err
		}
		if restored {
			return nil
		}
		time.Sleep(5 * time.Second) // ok: the next call fails, and that is it
	}
}
