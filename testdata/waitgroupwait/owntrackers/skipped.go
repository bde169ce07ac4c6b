package owntrackers

import (
	"context"
	"errors"
	"os"
	"sync"

	"example.com/fleet/waitgroupwait/owntrackers/tasks"
)

var errNoIDs = errors.New("no ids")

func pooledUnless(ids []string) error {
	p := newPool(4)
	for _, id := range ids {
		if id == "" {
			return errNoIDs // want `return may be reached before "p" is waited for`
		}
		p.run(work)
	}
	p.wait()
	return nil
}

func pooledDeferred(ids []string) error {
	p := newPool(4)
	defer p.wait()
	for _, id := range ids {
		if id == "" {
			return errNoIDs // ok: wait is deferred
		}
		p.run(work)
	}
	return nil
}

func pooledEmpty(ids []string) error {
	p := newPool(4)
	if len(ids) == 0 {
		return errNoIDs // ok: nothing has been started
	}
	for range ids {
		p.run(work)
	}
	p.wait()
	return nil
}

func pooledByWorkerUnless(ids []string) error {
	p := newPool(4)
	fill(p, ids)
	if len(ids) == 0 {
		return errNoIDs // want `return may be reached before "p" is waited for`
	}
	p.wait()
	return nil
}

func countedUnless(ids []string) error {
	var c counter
	for range ids {
		c.add()
		go func() {
			defer c.done()
			work()
		}()
	}
	if _, err := os.Stat("ids"); err != nil {
		return err // want `return may be reached before "c" is waited for`
	}
	c.wait()
	return nil
}

func tasksUnless(ids []string) error {
	g := tasks.New()
	for _, id := range ids {
		if id == "" {
			return errNoIDs // want `return may be reached before "g" is waited for`
		}
		g.Start(func() error {
			work()
			return nil
		})
	}
	return errors.Join(g.Wait()...)
}

func tasksForItself() {
	g := tasks.New()
	g.Start(func() error {
		work()
		g.Wait() // want `"g" is waited for in a goroutine that it counts, so the Wait cannot return`
		return nil
	})
	g.Wait()
}

func tasksTooEarly(ids []string) {
	g := tasks.New()
	g.Wait() // want `"g" is waited for before anything is counted, and not after line \d+`
	for range ids {
		g.Start(func() error { return nil })
	}
}

func tasksThenCancel(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	g := tasks.New()
	defer cancel()
	g.Start(func() error {
		<-ctx.Done()
		return nil
	})
	defer g.Wait() // want `"g" is waited for before "cancel" is called, and the goroutine of line \d+ ends only then`
}

// service has goroutines of its own.
type service struct {
	wg   sync.WaitGroup
	quit chan struct{}
}

func newService() *service { return &service{quit: make(chan struct{})} }

func (s *service) start() {
	s.wg.Go(func() { <-s.quit })
}

func (s *service) stop() {
	close(s.quit)
	s.wg.Wait()
}

func (s *service) waitUntilDone() { s.wg.Wait() }

func serve() error {
	s := newService()
	s.start()
	if _, err := os.Stat("config"); err != nil {
		return err // ok: it counts nothing of this function
	}
	defer s.stop()
	work()
	return nil
}

// two has a group for its users and one for itself.
type two struct {
	loops, jobs sync.WaitGroup
}

func (t *two) run(f func())   { t.jobs.Go(f) }
func (t *two) start(f func()) { t.loops.Go(f) }
func (t *two) waitJobs()      { t.jobs.Wait() }
func (t *two) wait()          { t.loops.Wait() }

func startTwo() error {
	var t two
	t.run(work)
	t.waitJobs()
	t.start(work)
	if _, err := os.Stat("config"); err != nil {
		return err // ok: it is not known which of the groups is waited for
	}
	t.wait()
	return nil
}

// gauge counts what it does itself.
type gauge struct{ wg sync.WaitGroup }

func (g *gauge) do(f func()) {
	g.wg.Add(1)
	defer g.wg.Done()
	f()
}

func (g *gauge) begin() { g.wg.Add(1) }

func (g *gauge) end() { g.wg.Done() }

func (g *gauge) wait() { g.wg.Wait() }

func measured(ids []string) {
	var g gauge
	for range ids {
		g.do(work) // ok: it has been done when the call returns
	}
}

func measuredUnless(ids []string) error {
	var g gauge
	g.do(work)
	if len(ids) == 0 {
		return errNoIDs // ok: it has been done when the call returns
	}
	g.wait()
	return nil
}
