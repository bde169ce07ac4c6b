// Package producers has functions that return what a goroutine sends on, and
// callers that have had enough early.
package producers

import (
	"context"
	"errors"
	"io/fs"
)

type item struct {
	name string
	err  error
}

type bucket interface {
	names(ctx context.Context, prefix string) ([]string, error)
}

func list(ctx context.Context, b bucket, prefix string) <-chan item {
	items := make(chan item)
	go func() {
		defer close(items)
		names, err := b.names(ctx, prefix)
		if err != nil {
			select {
			case items <- item{err: err}:
			case <-ctx.Done():
			}
			return
		}
		for _, name := range names {
			select {
			case items <- item{name: name}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return items
}

func load(b bucket, name string) error { return fs.ErrNotExist }

func loadAll(ctx context.Context, b bucket) error {
	for it := range list(ctx, b, "users/") { // want `goroutine of list waits for ctx to be cancelled once the loop is left on line 51`
		if it.err != nil {
			return it.err // it was the last
		}
		if err := load(b, it.name); err != nil {
			return err
		}
	}
	return nil
}

func find(ctx context.Context, b bucket, name string) (found bool) {
	items := list(ctx, b, "users/") // want `goroutine of list waits for ctx to be cancelled once the loop is left on line 62`
	for it := range items {
		if it.name == name {
			found = true
			break
		}
	}
	return found
}

type index struct {
	ctx context.Context
	b   bucket
}

func (x *index) first() string {
	for it := range list(x.ctx, x.b, "") { // want `goroutine of list waits for x.ctx to be cancelled once the loop is left on line 76`
		if it.name != "" {
			return it.name
		}
	}
	return ""
}

func loadCancelled(ctx context.Context, b bucket) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for it := range list(ctx, b, "users/") { // ok: cancelled with the return
		if err := load(b, it.name); err != nil {
			return err
		}
	}
	return nil
}

func loadDerived(ctx context.Context, b bucket) error {
	listCtx, stop := context.WithCancel(ctx)
	defer stop()
	for it := range list(listCtx, b, "users/") { // ok: cancelled with the return
		if err := load(b, it.name); err != nil {
			return err
		}
	}
	return nil
}

func count(ctx context.Context, b bucket) (n int) {
	for it := range list(ctx, b, "users/") { // ok: it receives all
		switch {
		case it.name == "":
			break
		default:
			n++
		}
	}
	return n
}

func failing(ctx context.Context, b bucket) error {
	for it := range list(ctx, b, "users/") { // ok: the error is the last item
		if it.err != nil {
			return it.err
		}
	}
	return nil
}

func copyTo(ctx context.Context, b bucket, out chan<- string) {
	for it := range list(ctx, b, "users/") { // ok: it is left when ctx is cancelled
		select {
		case out <- it.name:
		case <-ctx.Done():
			return
		}
	}
}

func polite(ctx context.Context, b bucket) error {
	for it := range list(ctx, b, "users/") { // ok: it is left when ctx is cancelled
		if ctx.Err() != nil {
			return errors.New("interrupted at " + it.name)
		}
	}
	return nil
}

func drain(ctx context.Context, b bucket) error {
	items := list(ctx, b, "users/") // ok: the rest is received
	defer func() {
		for range items {
		}
	}()
	for it := range items {
		if err := load(b, it.name); err != nil {
			return err
		}
	}
	return nil
}

// listAll sends what fits into the channel.
func listAll(ctx context.Context, b bucket) <-chan string {
	names := make(chan string, 1000)
	go func() {
		defer close(names)
		all, _ := b.names(ctx, "")
		for _, name := range all {
			select {
			case names <- name:
			case <-ctx.Done():
				return
			}
		}
	}()
	return names
}

func firstOfAll(ctx context.Context, b bucket) string {
	for name := range listAll(ctx, b) { // ok: there is room, as far as is known
		return name
	}
	return ""
}

var _ = []any{loadAll, find, (*index).first, loadCancelled, loadDerived, count, failing, copyTo, polite, drain, firstOfAll}
