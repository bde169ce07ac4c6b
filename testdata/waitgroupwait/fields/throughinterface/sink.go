// Package throughinterface waits for embedded trackers through an interface.
package throughinterface

import "sync"

func flush() {}

type closer interface{ Wait() }

type sink struct{ sync.WaitGroup }

func (s *sink) start(closers []closer) []closer {
	s.Go(flush) // ok: Close waits for it through the interface
	return append(closers, s)
}

// Close waits for all of them.
func Close(closers []closer) {
	for _, c := range closers {
		c.Wait()
	}
}

type counter struct{ wg sync.WaitGroup }

func (c *counter) start() {
	c.wg.Go(flush) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}
