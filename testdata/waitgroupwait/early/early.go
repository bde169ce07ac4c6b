// Package early has Waits that come too early, and results that are
// returned before it.
package early

import (
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"
)

func work() {}

func find(id string) (string, error) {
	if id == "" {
		return "", errors.New("empty id")
	}
	return id, nil
}

func waitsFirst(ids []string) {
	var wg sync.WaitGroup
	wg.Wait() // want `"wg" is waited for before anything is counted, and not after line 25`
	for range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			work()
		}()
	}
}

func groupWaitsFirst(ids []string) error {
	var g errgroup.Group
	if err := g.Wait(); err != nil { // want `"g" is waited for before anything is counted, and not after line 39`
		return err
	}
	for _, id := range ids {
		g.Go(func() error {
			_, err := find(id)
			return err
		})
	}
	return nil
}

func waitsTwice(ids []string) {
	var wg sync.WaitGroup
	wg.Wait() // ok: the other one waits
	for range ids {
		wg.Go(work)
	}
	wg.Wait()
}

func waitsForLastRound(batches [][]string) {
	var wg sync.WaitGroup
	for _, ids := range batches {
		wg.Wait() // ok: it waits for the round before
		for range ids {
			wg.Go(work)
		}
	}
}

func waitsInEachRound(batches [][]string) {
	for _, ids := range batches {
		var wg sync.WaitGroup
		wg.Wait() // want `"wg" is waited for before anything is counted, and not after line 71`
		for range ids {
			wg.Go(work)
		}
	}
}

func startsInLiteral(ids []string) {
	var wg sync.WaitGroup
	start := func() { wg.Go(work) }
	for range ids {
		start()
	}
	wg.Wait() // ok: the literal has been called
}

func neverCalled(ids []string) {
	var wg sync.WaitGroup
	wg.Wait() // ok: the literal runs when it is called
	start := func() { wg.Go(work) }
	_ = start
	wg.Wait()
}

func collect(ids []string) []string {
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		names []string
	)
	defer wg.Wait()
	for _, id := range ids {
		wg.Go(func() {
			name, err := find(id)
			if err != nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			names = append(names, name)
		})
	}
	return names // want `"names" is returned as it is before the deferred Wait, and the goroutine of line 101 still assigns it`
}

func collectNamed(ids []string) (names []string) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	defer wg.Wait()
	for _, id := range ids {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			names = append(names, id)
		})
	}
	return names // ok: deferred calls run before the caller gets it
}

func collectByIndex(ids []string) []string {
	var wg sync.WaitGroup
	defer wg.Wait()
	names := make([]string, len(ids))
	for i, id := range ids {
		wg.Go(func() { names[i], _ = find(id) })
	}
	return names // ok: the caller gets the slice, elements and all
}

func firstError(id string) error {
	var err error
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { _, err = find(id) })
	return err // want `"err" is returned as it is before the deferred Wait, and the goroutine of line 142`
}

func ownError(id string) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		if _, err := find(id); err != nil {
			println(err)
		}
	})
	_, err := find(id + id)
	return err // ok: the goroutine has one of its own
}

func firstErrorHeard(id string) error {
	var err error
	var wg sync.WaitGroup
	done := make(chan struct{})
	defer wg.Wait()
	wg.Go(func() {
		_, err = find(id)
		close(done)
	})
	<-done
	return err // ok: the goroutine has said that it is through
}

type report struct{ sent, failed int }

func summary(ids []string) report {
	var r report
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { r.sent = len(ids) })
	return r // want `"r" is returned as it is before the deferred Wait`
}

func summaryPointer(ids []string) *report {
	r := new(report)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { r.sent = len(ids) })
	return r // ok: the caller gets what it points to
}

func summaryAddress(ids []string) *report {
	var r report
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { r.sent = len(ids) })
	return &r // ok: the caller gets what it points to
}
