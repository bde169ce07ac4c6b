// Package unstopped has goroutines with a stop signal that nobody fires
// any more.
package unstopped

import (
	"errors"
	"sync"
	"time"
)

// A stop method that nothing calls.
type prober struct{ quit chan struct{} }

func (p *prober) Start() {
	go p.run() // want `goroutine stops on quit, which only \(\*prober\).halt fires, and nothing calls that`
}

func (p *prober) run() {
	for {
		select {
		case <-p.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (p *prober) halt() { close(p.quit) }

// A function that nothing calls starts nothing.
func draft() {
	quit := make(chan struct{})
	go func() { // ok: nothing is started
		for {
			select {
			case <-quit:
				return
			case <-time.After(time.Second):
			}
		}
	}()
	close(quit)
}

// One that something calls.
type scraper struct{ quit chan struct{} }

func (s *scraper) Start() {
	go s.run() // ok: Close stops it
}

func (s *scraper) run() {
	for {
		select {
		case <-s.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (s *scraper) halt() { close(s.quit) }

func (s *scraper) Close() { s.halt() }

// A type whose values are started, and then forgotten or not.
type watcher struct {
	quit chan struct{}
	wg   sync.WaitGroup
}

func newWatcher() *watcher {
	w := &watcher{quit: make(chan struct{})}
	w.wg.Go(w.run)
	return w
}

func (w *watcher) run() {
	for {
		select {
		case <-w.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (w *watcher) Add(path string) error {
	if path == "" {
		return errors.New("no path")
	}
	return nil
}

func (w *watcher) Close() {
	close(w.quit)
	w.wg.Wait()
}

func forgotten(path string) error {
	w := newWatcher() // want `the goroutine of "w" is started here and never stopped \(\(\*watcher\).Close would\)`
	return w.Add(path)
}

func skipped(path string) error {
	w := newWatcher()
	if err := w.Add(path); err != nil {
		return err // want `return leaves the goroutine of "w" running \(\(\*watcher\).Close stops it on line \d+\)`
	}
	w.Close()
	return nil
}

func deferred(path string) error {
	w := newWatcher() // ok: stopped on all paths
	defer w.Close()
	return w.Add(path)
}

func both(path string) error {
	w := newWatcher() // ok: stopped on all paths
	if err := w.Add(path); err != nil {
		w.Close()
		return err
	}
	w.Close()
	return nil
}

func handedOn() *watcher {
	w := newWatcher() // ok: the caller has it
	return w
}

var all []*watcher

func stored() {
	w := newWatcher() // ok: stored
	all = append(all, w)
}

func captured(run func(func())) {
	w := newWatcher() // ok: the literal stops it
	run(func() { w.Close() })
}

// Start methods that may fail.
type tailer struct{ stop chan struct{} }

func (t *tailer) Start(path string) error {
	if path == "" {
		return errors.New("no path")
	}
	go t.follow()
	return nil
}

func (t *tailer) follow() {
	for {
		select {
		case <-t.stop:
			return
		case <-time.After(time.Second):
		}
	}
}

func (t *tailer) Stop() { close(t.stop) }

func tail(path string) error {
	t := &tailer{stop: make(chan struct{})}
	if err := t.Start(path); err != nil {
		return err // ok: nothing has been started
	}
	time.Sleep(time.Second)
	t.Stop()
	return nil
}

// What a caller handed in is the caller's.
func given(t *tailer) error {
	return t.Start("given")
}

// A worker that ends by itself needs no Stop.
type job struct{ quit chan struct{} }

func (j *job) Start() {
	go func() {
		select {
		case <-j.quit:
		case <-time.After(time.Second):
		}
	}()
}

func (j *job) Stop() { close(j.quit) }

func once() {
	j := &job{quit: make(chan struct{})}
	j.Start() // ok: it ends by itself
}

// What is looked up belongs to who keeps it.
type fleet struct{ tailers map[string]*tailer }

func (f *fleet) start() error {
	for _, t := range f.tailers {
		if err := t.Start("all"); err != nil { // ok: Close stops them
			return err
		}
	}
	t := f.tailers["first"]
	return t.Start("again") // ok: it is still in the map
}

func (f *fleet) Close() {
	for _, t := range f.tailers {
		t.Stop()
	}
}
