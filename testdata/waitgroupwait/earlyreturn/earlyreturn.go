// Package earlyreturn has returns between the start of a goroutine and the
// Wait.
package earlyreturn

import (
	"context"
	"errors"
	"log"
	"os"
	"sync"

	"golang.org/x/sync/errgroup"
)

var errEmpty = errors.New("nothing to do")

func work() {}

func check(id string) error {
	if id == "" {
		return errEmpty
	}
	return nil
}

func between(id string) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		work()
	}()
	if err := check(id); err != nil {
		return err // want `return may be reached before "wg" is waited for \(goroutines started on line 29 may be cut off\)`
	}
	wg.Wait()
	return nil
}

func before(id string) error {
	if err := check(id); err != nil {
		return err // ok: nothing has been started
	}
	var wg sync.WaitGroup
	wg.Go(work)
	wg.Wait()
	if err := check(id); err != nil {
		return err // ok: everything has ended
	}
	return nil
}

func betweenTwo(a, b string) error {
	var wg sync.WaitGroup
	wg.Go(work)
	if err := check(a); err != nil {
		return err // want `return may be reached before "wg" is waited for \(goroutines started on line 55`
	}
	wg.Go(work)
	if err := check(b); err != nil {
		return err // ok: it is told with the first one
	}
	wg.Wait()
	return nil
}

func waitedThere(id string) error {
	var wg sync.WaitGroup
	wg.Go(work)
	if err := check(id); err != nil {
		wg.Wait()
		return err // ok: this path waits too
	}
	wg.Wait()
	return nil
}

func waitedInCondition(id string) error {
	var g errgroup.Group
	g.Go(func() error { return check(id) })
	if err := g.Wait(); err != nil {
		return err // ok: the condition waits
	}
	return nil
}

func waitedInResult(id string) error {
	var g errgroup.Group
	g.Go(func() error { return check(id) })
	if id == "" {
		return errors.Join(errEmpty, g.Wait()) // ok: the result waits
	}
	return g.Wait()
}

func inLoop(ids []string) error {
	var wg sync.WaitGroup
	for _, id := range ids {
		if err := check(id); err != nil {
			return err // want `return may be reached before "wg" is waited for \(goroutines started on line 103`
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			work()
		}()
	}
	wg.Wait()
	return nil
}

func checkedFirst(ids []string) error {
	for _, id := range ids {
		if err := check(id); err != nil {
			return err // ok: nothing has been started
		}
	}
	var wg sync.WaitGroup
	for range ids {
		wg.Go(work)
	}
	wg.Wait()
	return nil
}

func groupOfEachRound(batches [][]string) error {
	for _, ids := range batches {
		var g errgroup.Group
		for _, id := range ids {
			g.Go(func() error { return check(id) })
		}
		if err := g.Wait(); err != nil {
			return err // ok: each round waits
		}
	}
	return nil
}

func breaksOut(ids []string) error {
	var wg sync.WaitGroup
	var failed error
	for _, id := range ids {
		if failed = check(id); failed != nil {
			break
		}
		wg.Go(work)
	}
	wg.Wait()
	return failed // ok: break leads past the Wait
}

func onDone(ctx context.Context, ids <-chan string) error {
	var wg sync.WaitGroup
	for {
		select {
		case <-ctx.Done():
			return ctx.Err() // want `return may be reached before "wg" is waited for \(goroutines started on line 163`
		case id, ok := <-ids:
			if !ok {
				wg.Wait()
				return nil // ok: this path waits
			}
			wg.Go(func() { check(id) })
		}
	}
}

func onDoneWaited(ctx context.Context, ids <-chan string) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err() // ok: Wait is deferred
		case id, ok := <-ids:
			if !ok {
				return nil // ok: Wait is deferred
			}
			wg.Go(func() { check(id) })
		}
	}
}

func deferredLater(id string) error {
	var wg sync.WaitGroup
	wg.Go(work)
	if err := check(id); err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	defer wg.Wait()
	if err := check(id + id); err != nil {
		return err // ok: Wait is deferred by now
	}
	return nil
}

func deferredLiteral(id string) (err error) {
	g := new(errgroup.Group)
	defer func() { err = errors.Join(err, g.Wait()) }()
	g.Go(func() error { return check(id) })
	if err := check(id); err != nil {
		return err // ok: the deferred literal waits
	}
	return nil
}

func deferredOnOnePath(id string, careful bool) error {
	var wg sync.WaitGroup
	if careful {
		defer wg.Wait()
	}
	wg.Go(work)
	if err := check(id); err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func collected(ctx context.Context, ids []string) error {
	var wg sync.WaitGroup
	results := make(chan error, len(ids))
	for _, id := range ids {
		wg.Go(func() { results <- check(id) })
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err() // ok: a goroutine waits and tells by closing
		case err, ok := <-results:
			if !ok {
				return nil // ok: everything has ended
			}
			if err != nil {
				return err // ok: a goroutine waits and tells by closing
			}
		}
	}
}

func collectedTooLate(ids []string) (<-chan error, error) {
	var wg sync.WaitGroup
	results := make(chan error)
	for _, id := range ids {
		if id == "" {
			return nil, errEmpty // want `return may be reached before "wg" is waited for`
		}
		wg.Go(func() { results <- check(id) })
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	return results, nil
}

func byName(id string) error {
	var wg sync.WaitGroup
	wait := func() { wg.Wait() }
	wg.Go(work)
	if err := check(id); err != nil {
		return err // ok: the literal may be called by anyone who has it
	}
	wait()
	return nil
}

func processEnds(id string) {
	var wg sync.WaitGroup
	wg.Go(work)
	if err := check(id); err != nil {
		log.Fatal(err) // ok: the process ends, and another rule reports that
	}
	if id == "" {
		os.Exit(1) // ok: the process ends, and another rule reports that
	}
	wg.Wait()
}

func panics(id string) int {
	var wg sync.WaitGroup
	wg.Go(work)
	switch {
	case id == "":
		panic("empty id") // ok: a panic is no way to go on
	case len(id) > 64:
		fail(id) // ok: it panics too
	}
	wg.Wait()
	return len(id)
}

func fail(id string) { panic("id too long: " + id) }

func inLiterals(ids []string) func() error {
	return func() error {
		var wg sync.WaitGroup
		for _, id := range ids {
			wg.Go(work)
			if err := check(id); err != nil {
				return err // want `return may be reached before "wg" is waited for`
			}
		}
		wg.Wait()
		return nil
	}
}

func returnOfLiteral(ids []string) error {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := check(id); err != nil {
				return // ok: it is the goroutine that returns
			}
			work()
		}()
	}
	wg.Wait()
	return nil
}

func startedByName(id string) error {
	var wg sync.WaitGroup
	run := func() {
		defer wg.Done()
		work()
	}
	wg.Add(1)
	go run()
	if err := check(id); err != nil {
		return err // want `return may be reached before "wg" is waited for \(goroutines started on line 336`
	}
	wg.Wait()
	return nil
}

func evaluatedAtOnce(ids []string) error {
	var g errgroup.Group
	for _, id := range ids {
		g.Go(func() error { return check(id) })
	}
	defer println(g.Wait())
	return check(ids[0]) // ok: the argument has waited
}

func evaluatedTooSoon(ids []string) error {
	var g errgroup.Group
	defer println(g.Wait()) // want `"g" is waited for before anything is counted, and not after line 357`
	for _, id := range ids {
		g.Go(func() error { return check(id) })
	}
	return check(ids[0])
}
