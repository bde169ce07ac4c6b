package skipped

import (
	"sync"
	"sync/atomic"
)

type mirror struct{}

func (m *mirror) touch() {}

// The first of the goroutines that come to it says that it has begun.
func (m *mirror) begun(parts []string) {
	var started, all sync.WaitGroup
	var calls atomic.Int32
	started.Add(1)
	for range parts {
		all.Go(func() {
			if calls.Add(1) == 1 {
				started.Done() // ok: one of them is elected
			}
			m.touch()
		})
	}
	started.Wait()
	all.Wait()
}
