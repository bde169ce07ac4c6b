// Package owntrackers has types that count and wait with a tracker in them.
package owntrackers

import (
	"sync"

	"example.com/fleet/waitgroupwait/owntrackers/tasks"
)

func work() {}

type pool struct {
	wg    sync.WaitGroup
	limit chan struct{}
}

func newPool(n int) *pool { return &pool{limit: make(chan struct{}, n)} }

func (p *pool) run(f func()) {
	p.limit <- struct{}{}
	p.wg.Add(1) // ok: wait waits
	go func() {
		defer p.wg.Done()
		f()
		<-p.limit
	}()
}

func (p *pool) wait() { p.wg.Wait() }

func pooled(ids []string) {
	p := newPool(4)
	for range ids {
		p.run(work) // want `owntrackers.pool "p" counts goroutines but is never waited for`
	}
}

func pooledWaited(ids []string) {
	p := newPool(4)
	defer p.wait()
	for range ids {
		p.run(work) // ok: wait is deferred
	}
}

func pooledLiteral(ids []string) {
	p := pool{limit: make(chan struct{}, 4)}
	for range ids {
		p.run(work) // want `owntrackers.pool "p" counts goroutines but is never waited for`
	}
}

func pooledByWorker(ids []string) {
	p := newPool(4)
	fill(p, ids) // want `owntrackers.pool "p" counts goroutines but is never waited for`
}

func fill(p *pool, ids []string) {
	for range ids {
		p.run(work) // ok: the caller has the pool
	}
}

func pooledAndKept(ids []string) *pool {
	p := newPool(4)
	for range ids {
		p.run(work) // ok: the caller gets the pool
	}
	return p
}

// counter lets its users count.
type counter struct {
	wg sync.WaitGroup
	n  int
}

func (c *counter) add() {
	c.n++
	c.wg.Add(1) // ok: wait waits
}

func (c *counter) done() { c.wg.Done() }

func (c *counter) wait() { c.wg.Wait() }

func counted(ids []string) {
	var c counter
	for range ids {
		c.add() // want `owntrackers.counter "c" counts goroutines but is never waited for`
		go func() {
			defer c.done()
			work()
		}()
	}
}

func countedAlone(ids []string) int {
	var c counter
	for range ids {
		c.add() // ok: there is no goroutine
		work()
		c.done()
	}
	return c.n
}

type named struct {
	sync.WaitGroup
	name string
}

func (n *named) waitAll() { n.Wait() }

func (n *named) start() {
	n.Add(1) // ok: waitAll waits
	go func() {
		defer n.Done()
		work()
	}()
}

func embedded() {
	n := named{name: "n"}
	n.start() // want `owntrackers.named "n" counts goroutines but is never waited for`
}

func embeddedWaited() {
	n := named{name: "n"}
	n.start() // ok: the promoted Wait waits
	n.Wait()
}

type loader struct{ tasks *tasks.Group }

func newLoader() *loader { return &loader{tasks: tasks.New()} }

func (l *loader) load(id string) {
	l.tasks.Start(func() error { // want `tasks.Group "tasks" counts goroutines but is never waited for`
		println(id)
		return nil
	})
}

func elsewhere(ids []string) {
	g := tasks.New()
	for range ids {
		g.Start(func() error { return nil }) // want `tasks.Group "g" counts goroutines but is never waited for`
	}
}

func elsewhereWaited(ids []string) []error {
	var g tasks.Group
	for range ids {
		g.Start(func() error { return nil }) // ok: Wait is called below
	}
	return g.Wait()
}

func elsewhereShared(ids []string) {
	g := tasks.Default
	for range ids {
		g.Start(func() error { return nil }) // ok: someone else has made it
	}
}
