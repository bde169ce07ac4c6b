// Package handle waits for a goroutine by the channel on which it answers,
// as JoinHandle.await does, and leaves it there.
package handle

import (
	"errors"
	"time"
)

// Query leaves the sender behind when the time is up.
func Query(ask func() (string, error), limit time.Duration) (string, error) {
	answer := make(chan string)
	go func() {
		s, _ := ask()
		answer <- s // finds goroutineblocked/receiver-left
	}()
	select {
	case s := <-answer:
		return s, nil
	case <-time.After(limit):
		return "", errors.New("too late")
	}
}
