// Package returned has functions that return the channel of a goroutine.
package returned

import (
	"context"
	"errors"
	"time"
)

var errTimeout = errors.New("timeout")

func fetch(key string, get func(string) string) <-chan string {
	values := make(chan string)
	go func() {
		values <- get(key)
	}()
	return values
}

// InTime gives up when the time is up.
func InTime(key string, get func(string) string) (string, error) {
	values := fetch(key, get) // want `send on "values" on line 15 blocks forever once the function has returned on line 27`
	select {
	case v := <-values:
		return v, nil
	case <-time.After(time.Second):
		return "", errTimeout
	}
}

// InPlace gives up, too.
func InPlace(ctx context.Context, key string, get func(string) string) (string, error) {
	select {
	case v := <-fetch(key, get): // want `send on "values" on line 15 blocks forever once the function has returned on line 37`
		return v, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Forget wants no answer.
func Forget(key string, get func(string) string) {
	fetch(key, get)     // want `call drops the channel that its goroutine sends on, and the send on line 15 blocks forever`
	_ = fetch(key, get) // want `call drops the channel that its goroutine sends on`
}

// Wait takes what comes.
func Wait(key string, get func(string) string) string {
	other := fetch(key, get) // ok: received below
	first := <-fetch(key, get)
	return first + <-other
}

// Hand hands the channel on.
func Hand(key string, get func(string) string, use func(<-chan string)) {
	values := fetch(key, get) // ok: nobody knows what use does
	use(values)
}

func fetchRoomy(key string, get func(string) string) <-chan string {
	values := make(chan string, 1)
	go func() {
		values <- get(key) // ok: there is room
	}()
	return values
}

// InTimeRoomy leaves nothing behind.
func InTimeRoomy(key string, get func(string) string) (string, error) {
	select {
	case v := <-fetchRoomy(key, get):
		return v, nil
	case <-time.After(time.Second):
		return "", errTimeout
	}
}

func open(key string, get func(string) string) (<-chan string, error) {
	if key == "" {
		return nil, errTimeout
	}
	values := make(chan string)
	go func() {
		values <- get(key)
	}()
	return values, nil
}

// Open gets a channel or an error.
func Open(key string, get func(string) string) (string, error) {
	values, err := open(key, get)
	if err != nil {
		return "", err // ok: nothing was started
	}
	return <-values, nil
}
