package handle

import (
	"errors"
	"time"
)

// Ask has room for an answer that comes too late.
func Ask(ask func() (string, error), limit time.Duration) (string, error) {
	answer := make(chan string, 1)
	go func() {
		s, _ := ask()
		answer <- s
	}()
	select {
	case s := <-answer:
		return s, nil
	case <-time.After(limit):
		return "", errors.New("too late")
	}
}
