// Package barego has a function that starts goroutines.
package barego

import "sync"

type group struct{ wg sync.WaitGroup }

func (g *group) start(f func()) {
	g.wg.Add(1)
	go func() { // ok: this is the function that starts them
		defer g.wg.Done()
		f()
	}()
}

// Work starts two goroutines.
func (g *group) Work(f func()) {
	g.start(f)
	go f() // want `bare go statement where goroutines are started by \(\*example.com/fleet/goroutinestop/barego.group\).start`
	g.wg.Wait()
}
