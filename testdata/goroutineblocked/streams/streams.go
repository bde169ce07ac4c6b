// Package streams returns channels of results.
package streams

import (
	"bufio"
	"context"
	"io"
)

// Lines sends what it reads, whether the caller still wants it or not.
func Lines(ctx context.Context, r io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		s := bufio.NewScanner(r)
		for s.Scan() {
			lines <- s.Text() // want `send on "lines" ignores "ctx" \(it blocks forever once the caller has stopped receiving\)`
		}
	}()
	return lines
}

// Records gives the channel to the goroutine as an argument.
func Records(ctx context.Context, open func(context.Context) (io.Reader, error)) (<-chan string, error) {
	r, err := open(ctx)
	if err != nil {
		return nil, err
	}
	records := make(chan string)
	go func(to chan<- string) {
		defer close(to)
		s := bufio.NewScanner(r)
		for s.Scan() {
			to <- s.Text() // want `send on "to" ignores "ctx"`
		}
	}(records)
	return records, nil
}

// GuardedLines stops with the context.
func GuardedLines(ctx context.Context, r io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		s := bufio.NewScanner(r)
		for s.Scan() {
			select {
			case lines <- s.Text(): // ok: it looks at the context
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// All has no context that could say anything.
func All(r io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		s := bufio.NewScanner(r)
		for s.Scan() {
			lines <- s.Text() // ok: the caller has to receive all
		}
	}()
	return lines
}

// One sends one value, for which there is room.
func One(ctx context.Context, ask func(context.Context) string) <-chan string {
	answers := make(chan string, 1)
	go func() {
		answers <- ask(ctx) // ok: there is room
	}()
	return answers
}

func scan(ctx context.Context, r io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		s := bufio.NewScanner(r)
		for s.Scan() {
			lines <- s.Text() // ok: all callers receive all
		}
	}()
	return lines
}

// Count receives up to the end.
func Count(ctx context.Context, r io.Reader) (n int) {
	for range scan(ctx, r) {
		n++
	}
	return n
}

func watch(ctx context.Context, next func() string) <-chan string {
	names := make(chan string)
	go func() {
		for {
			names <- next() // want `send on "names" ignores "ctx"`
		}
	}()
	return names
}

// Follow stops with the context, and what it follows does not.
func Follow(ctx context.Context, next func() string, use func(string)) {
	names := watch(ctx, next)
	for {
		select {
		case name := <-names:
			use(name)
		case <-ctx.Done():
			return
		}
	}
}

// Removals tells how it went, and when it gives up, too.
func Removals(ctx context.Context, keys <-chan string, remove func(string) error) <-chan error {
	results := make(chan error)
	go func() {
		defer close(results)
		for {
			select {
			case <-ctx.Done():
				results <- ctx.Err()
				return
			case key, ok := <-keys:
				if !ok {
					return
				}
				results <- remove(key) // ok: the caller receives up to the close
			}
		}
	}()
	return results
}

// Changes looks at the context, and not while it sends.
func Changes(ctx context.Context, keys <-chan string, load func(string) string) <-chan string {
	changes := make(chan string)
	go func() {
		defer close(changes)
		for {
			select {
			case <-ctx.Done():
				return
			case key := <-keys:
				changes <- load(key) // want `send on "changes" cannot be stopped by the case on line 150, as the rest of the loop can`
			}
		}
	}()
	return changes
}
