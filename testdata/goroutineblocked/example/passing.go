package example

import (
	"context"
	"sync"
)

// GetWithRoom has room for the value that comes too late.
func GetWithRoom(ctx context.Context, r Replica, key string) ([]byte, error) {
	values := make(chan []byte, 1)
	go func() {
		value, err := r.Get(ctx, key)
		if err != nil {
			value = nil
		}
		values <- value // ok: the buffer takes it
	}()
	select {
	case value := <-values:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// FirstOf cancels the others, which look at the context while they send.
func FirstOf(ctx context.Context, replicas []Replica, key string) []byte {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	values := make(chan []byte)
	for _, r := range replicas {
		go func() {
			value, err := r.Get(ctx, key)
			if err != nil {
				return
			}
			select {
			case values <- value: // ok: it gives up with the context
			case <-ctx.Done():
			}
		}()
	}
	select {
	case value := <-values:
		return value
	case <-ctx.Done():
		return nil
	}
}

// WarmAll closes the channel when there are no more keys.
func WarmAll(r Replica, keys []string, load func([]byte)) {
	work := make(chan string)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for key := range work { // ok: closed below
				if value, err := r.Get(context.Background(), key); err == nil {
					load(value)
				}
			}
		})
	}
	for _, key := range keys {
		work <- key
	}
	close(work)
	wg.Wait()
}

// CopyAll closes the channel however the copying ends.
func CopyAll(ctx context.Context, from, to Replica, keys []string, put func(Replica, []byte) error) {
	copied := make(chan struct{})
	go func() {
		defer close(copied)
		for _, key := range keys {
			value, err := from.Get(ctx, key)
			if err != nil {
				return // ok: the channel is closed on the way out
			}
			if err := put(to, value); err != nil {
				return
			}
		}
	}()
	<-copied
}
