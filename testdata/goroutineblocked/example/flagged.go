// Package example asks replicas for the newest version of a record.
package example

import (
	"context"
	"errors"
)

// ErrNotFound says that no replica has the record.
var ErrNotFound = errors.New("not found")

// A Replica holds records.
type Replica interface {
	Get(ctx context.Context, key string) ([]byte, error)
}

// Get returns the record, if it comes in time. Nobody receives what comes
// later.
func Get(ctx context.Context, r Replica, key string) ([]byte, error) {
	values := make(chan []byte)
	go func() {
		value, err := r.Get(ctx, key)
		if err != nil {
			value = nil
		}
		values <- value // want `send on "values" blocks forever once the function has returned on line 32 \(nobody else receives\)`
	}()
	select {
	case value := <-values:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// First returns what the first of the replicas answers. The others wait.
func First(ctx context.Context, replicas []Replica, key string) []byte {
	values := make(chan []byte)
	for _, r := range replicas {
		go func() {
			value, err := r.Get(ctx, key)
			if err != nil {
				return
			}
			values <- value // want `send on "values" blocks forever if it comes too late: not all is received before the return on line 48`
		}()
	}
	return <-values
}

// Warm loads the records that come by and has no end.
func Warm(r Replica, load func([]byte)) chan<- struct{} {
	keys := make(chan string)
	go func() {
		for key := range keys { // want `range over "keys" never ends \(nothing closes it\)`
			if value, err := r.Get(context.Background(), key); err == nil {
				load(value)
			}
		}
	}()
	done := make(chan struct{})
	go func() {
		keys <- "config"
		<-done
	}()
	return done
}

// Copy stops at the first error, and then waits for the copying forever.
func Copy(ctx context.Context, from, to Replica, keys []string, put func(Replica, []byte) error) {
	copied := make(chan struct{})
	go func() {
		for _, key := range keys {
			value, err := from.Get(ctx, key)
			if err != nil {
				return // want `return leaves "copied" unclosed, and the receive on line 84 waits forever`
			}
			if err := put(to, value); err != nil {
				break
			}
		}
		close(copied)
	}()
	<-copied
}

// Announce tells the name of a record to nobody.
func Announce(r Replica, key string) {
	names := make(chan string)
	if _, err := r.Get(context.Background(), key); err != nil {
		names <- key // want `send on "names" waits forever \(nothing receives from it\)`
	}
}
