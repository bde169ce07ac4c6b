// Package never holds groups that nothing marks as done.
package never

import (
	"sync"
	"time"
)

func local() {
	var wg sync.WaitGroup
	wg.Add(1) // want `"wg" is counted here, but nothing calls Done \(Wait on line 12 blocks forever\)`
	wg.Wait()
}

func goroutine(work func()) {
	wg := new(sync.WaitGroup)
	wg.Add(1) // want `"wg" is counted here, but nothing calls Done`
	go func() {
		work()
	}()
	wg.Wait()
}

type drainer struct {
	mu    sync.Mutex
	drain sync.WaitGroup
	other sync.WaitGroup
}

func (d *drainer) start() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drain.Add(1) // want `"drain" is counted here, but nothing calls Done`
	d.other.Add(1)
}

func (d *drainer) finish() { d.other.Done() }

func (d *drainer) stop() {
	d.drain.Wait()
	d.other.Wait() // ok: finish calls Done
}

// Group is for other packages, too.
type Group struct{ Tasks sync.WaitGroup }

// Run waits.
func (g *Group) Run() {
	g.Tasks.Add(1) // ok: others can call Done
	g.Tasks.Wait()
}

func handedOut(callback func(done func())) {
	var wg sync.WaitGroup
	wg.Add(1)
	callback(wg.Done) // ok: the callback has Done
	wg.Wait()
}

func later() {
	var wg sync.WaitGroup
	wg.Add(1)
	time.AfterFunc(time.Second, wg.Done) // ok: the timer calls Done
	wg.Wait()
}

func countsDown(n int) {
	var wg sync.WaitGroup
	wg.Add(n)
	go wg.Add(-n) // ok: that is Done, n times
	wg.Wait()
}

func oneOfTwo(read, write func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		read()
	}()
	wg.Add(1)
	go func() { // want `goroutine that "wg" counts never calls Done \(Wait on line 85 blocks forever\)`
		write()
	}()
	wg.Wait()
}
