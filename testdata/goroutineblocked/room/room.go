// Package room makes channels without room.
package room

import (
	"context"
	"time"
)

// Ask gives up with the context.
func Ask(ctx context.Context, ask func() string) string {
	answers := make(chan string)
	go func() {
		answers <- ask() // want `send on "answers" blocks forever once the function has returned on line 19`
	}()
	select {
	case a := <-answers:
		return a
	case <-ctx.Done():
		return ""
	}
}

// AskEither has two channels, and one value goes to one of them.
func AskEither(ask func() (string, error), wait time.Duration) (string, error) {
	var (
		answers = make(chan string)
		errs    = make(chan error)
	)
	go func() {
		a, err := ask()
		if err != nil {
			errs <- err // want `send on "errs" blocks forever once the function has returned on line 43`
			return
		}
		answers <- a // want `send on "answers" blocks forever once the function has returned on line 43`
	}()
	select {
	case a := <-answers:
		return a, nil
	case err := <-errs:
		return "", err
	case <-time.After(wait):
		return "", context.DeadlineExceeded
	}
}

// AskTwice would need room for two.
func AskTwice(ctx context.Context, ask func() string) string {
	answers := make(chan string)
	go func() {
		answers <- ask() // want `send on "answers" blocks forever once the function has returned on line 58`
		answers <- ask()
	}()
	select {
	case a := <-answers:
		return a + <-answers
	case <-ctx.Done():
		return ""
	}
}

// AskAll would need room for an unknown number.
func AskAll(ctx context.Context, all []func() string) string {
	answers := make(chan string)
	for _, ask := range all {
		go func() {
			answers <- ask() // want `send on "answers" blocks forever`
		}()
	}
	select {
	case a := <-answers:
		return a
	case <-ctx.Done():
		return ""
	}
}
