package fields

import (
	"errors"
	"sync"
)

var errFull = errors.New("no room")

type shipper struct {
	wg    sync.WaitGroup
	boxes []string
}

func (s *shipper) ship(limit int) error {
	for range s.boxes {
		s.wg.Add(1)
		go s.send()
	}
	if len(s.boxes) > limit {
		return errFull // want `return may be reached before "wg" is waited for \(goroutines started on line 18 may be cut off\)`
	}
	s.wg.Wait()
	return nil
}

func (s *shipper) send() {
	defer s.wg.Done()
	work()
}

// What ship leaves behind, close waits for.
type carrier struct {
	wg    sync.WaitGroup
	boxes []string
}

func (c *carrier) ship(limit int) error {
	for range c.boxes {
		c.wg.Go(work)
	}
	if len(c.boxes) > limit {
		return errFull // ok: close waits
	}
	c.wg.Wait()
	return nil
}

func (c *carrier) close() { c.wg.Wait() }

// Two values have a group each.
type hub struct{ wg sync.WaitGroup }

func relay(from, to *hub, open bool) error {
	from.wg.Go(work)
	to.wg.Go(work)
	if !open {
		return errFull // ok: it is not certain which group is which
	}
	from.wg.Wait()
	to.wg.Wait()
	return nil
}

var moves sync.WaitGroup

func move(boxes []string) error {
	for _, box := range boxes {
		if box == "" {
			return errFull // want `return may be reached before "moves" is waited for`
		}
		moves.Go(work)
	}
	moves.Wait()
	return nil
}
