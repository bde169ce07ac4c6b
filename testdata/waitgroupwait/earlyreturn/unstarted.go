package earlyreturn

import (
	"context"
	"errors"
	"os"
	"sync"
)

type topic struct{ closed bool }

// subscribe starts a goroutine unless it fails.
func (t *topic) subscribe(wg *sync.WaitGroup) error {
	if t.closed {
		return errors.New("closed")
	}
	wg.Add(1)
	go func() {
		defer wg.Done()
		work()
	}()
	return nil
}

func watch(t *topic) error {
	var wg sync.WaitGroup
	if err := t.subscribe(&wg); err != nil {
		return err // ok: nothing has been started
	}
	wg.Wait()
	return nil
}

func watchNamed(t *topic) error {
	var wg sync.WaitGroup
	err := t.subscribe(&wg)
	if err != nil {
		return err // ok: nothing has been started
	}
	if _, err := os.Stat("topic"); err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func watchTwo(t, u *topic) error {
	var wg sync.WaitGroup
	if err := t.subscribe(&wg); err != nil {
		return err // ok: nothing has been started
	}
	if err := u.subscribe(&wg); err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func watchUnless(t *topic) error {
	var wg sync.WaitGroup
	if err := t.subscribe(&wg); err == nil {
		return nil // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

// quorum is content with the first answers; the others are cleared away.
func quorum(ctx context.Context, replicas []string) (bool, error) {
	var wg sync.WaitGroup
	answers := make(chan bool, len(replicas))
	for _, r := range replicas {
		wg.Add(1)
		go func() {
			defer wg.Done()
			answers <- r != ""
		}()
	}
	for range 2 {
		select {
		case a := <-answers:
			if !a {
				return false, nil // ok: nobody waits below, either
			}
		case <-ctx.Done():
			return false, ctx.Err() // ok: nobody waits below, either
		}
	}
	go func() {
		wg.Wait()
		close(answers)
	}()
	return true, nil
}

// collect takes the answers when the last of them is in.
func collect(replicas []string) ([]string, error) {
	var wg sync.WaitGroup
	answers := make(chan string)
	for _, r := range replicas {
		if r == "" {
			return nil, errEmpty // want `return may be reached before "wg" is waited for`
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			answers <- r
		}()
	}
	go func() {
		wg.Wait()
		close(answers)
	}()
	var list []string
	for a := range answers {
		list = append(list, a)
	}
	return list, nil
}

// stream hands the channel to its caller.
func stream(replicas []string) (<-chan string, error) {
	var wg sync.WaitGroup
	answers := make(chan string)
	for _, r := range replicas {
		if r == "" {
			return nil, errEmpty // want `return may be reached before "wg" is waited for`
		}
		wg.Go(func() { answers <- r })
	}
	go func() {
		wg.Wait()
		close(answers)
	}()
	return answers, nil
}
