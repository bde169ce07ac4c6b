// Package limited has channels that limit goroutines.
package limited

import (
	"net"
	"sync"
)

type part struct{ name string }

func (p part) copy() {}

func list(visit func(part)) {
	visit(part{"a"})
}

func limited(parts []part, workers int) error {
	limit := make(chan struct{}, workers)
	for _, p := range parts {
		limit <- struct{}{}
		go func() { // want `goroutines are limited by "limit" but not waited for: the function returns while the last of them run`
			defer func() { <-limit }()
			p.copy()
		}()
	}
	return nil
}

func limitedAndFilled(parts []part) error {
	limit := make(chan struct{}, 4)
	for _, p := range parts {
		limit <- struct{}{}
		go func() {
			defer func() { <-limit }()
			p.copy()
		}()
	}
	for range cap(limit) {
		limit <- struct{}{} // ok: there is room for all when all have ended
	}
	return nil
}

func limitedAndWaited(parts []part) {
	var wg sync.WaitGroup
	limit := make(chan struct{}, 4)
	for _, p := range parts {
		limit <- struct{}{}
		wg.Add(1)
		go func() { // ok: a group waits
			defer func() {
				<-limit
				wg.Done()
			}()
			p.copy()
		}()
	}
	wg.Wait()
}

// The group waits for the listing, and not for what it starts.
func limitedInCallback(workers int) {
	limit := make(chan struct{}, workers)
	var wg sync.WaitGroup
	work := func(p part) {
		defer func() { <-limit }()
		p.copy()
	}
	wg.Go(func() {
		list(func(p part) {
			limit <- struct{}{}
			go work(p) // want `goroutines are limited by "limit" but not waited for`
		})
	})
	wg.Wait()
}

func limitedInside(parts []part) {
	limit := make(chan struct{}, 4)
	for _, p := range parts {
		go func() { // want `goroutines are limited by "limit" but not waited for`
			limit <- struct{}{}
			defer func() { <-limit }()
			p.copy()
		}()
	}
}

func limitedResults(parts []part) []string {
	limit := make(chan struct{}, 4)
	names := make(chan string, len(parts))
	for _, p := range parts {
		limit <- struct{}{}
		go func() { // ok: the function receives what each sends
			defer func() { <-limit }()
			names <- p.name
		}()
	}
	var all []string
	for range parts {
		all = append(all, <-names)
	}
	return all
}

func limitedServe(l net.Listener) error {
	limit := make(chan struct{}, 100)
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		limit <- struct{}{}
		go func() { // ok: it serves until the listener is closed
			defer func() { <-limit }()
			conn.Close()
		}()
	}
}

type copier struct{ limit chan struct{} }

func (c *copier) copy(parts []part) {
	for _, p := range parts {
		c.limit <- struct{}{}
		go func() { // ok: the limit is that of all calls
			defer func() { <-c.limit }()
			p.copy()
		}()
	}
}

func limitedTold(parts []part, ended func(part)) {
	limit := make(chan struct{}, 4)
	for _, p := range parts {
		limit <- struct{}{}
		go func() { // ok: the caller is told
			defer func() { <-limit }()
			p.copy()
			ended(p)
		}()
	}
}
