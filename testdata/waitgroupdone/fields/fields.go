// Package fields counts the goroutines of a type in one of its fields.
package fields

import (
	"errors"
	"log"
	"sync"
)

var errClosed = errors.New("closed")

type feed struct {
	sync.WaitGroup
	readers sync.WaitGroup
	queue   chan string
	quit    chan struct{}
}

func (f *feed) start() {
	f.readers.Add(1)
	go f.read()
	f.Add(1)
	go f.watch()
}

func (f *feed) read() {
	for {
		select {
		case msg := <-f.queue:
			if msg == "stop" {
				return // want `return skips the Done for "readers" on line 35`
			}
			log.Print(msg)
		case <-f.quit:
			f.readers.Done()
			return
		}
	}
}

func (f *feed) watch() {
	if f.queue == nil {
		log.Print("no queue")
		return // want `return skips the Done for "WaitGroup" on line 47`
	}
	<-f.quit
	f.Done()
}

func (f *feed) close() {
	close(f.quit)
	f.readers.Wait()
	f.Wait()
}

var background sync.WaitGroup

func startBackground(ready bool) error {
	background.Add(1) // want `"background" is counted here, but the return on line 61 comes before what calls Done`
	if !ready {
		return errClosed
	}
	go func() {
		defer background.Done()
		log.Print("in the background")
	}()
	return nil
}

func shutdown() { background.Wait() }

// requests counts what is under way; begin and end belong together.
type requests struct{ wg sync.WaitGroup }

func (r *requests) begin() { r.wg.Add(1) } // ok: end calls Done
func (r *requests) end()   { r.wg.Done() }
func (r *requests) wait()  { r.wg.Wait() }

// pool keeps its workers.
type pool struct {
	jobs  sync.WaitGroup
	idle  int
	queue chan func()
}

func (p *pool) submit(job func()) {
	p.jobs.Add(1) // ok: a worker that is there already calls Done
	if p.idle > 0 {
		p.queue <- job
		return
	}
	go p.work(job)
}

func (p *pool) work(job func()) {
	for {
		job()
		p.jobs.Done()
		job = <-p.queue
	}
}

func (p *pool) wait() { p.jobs.Wait() }

type refresher struct {
	wg     sync.WaitGroup
	paused bool
}

func (r *refresher) refresh() {
	r.wg.Add(1) // want `"wg" is counted here, but the return on line 114 comes before what calls Done`
	if r.paused {
		log.Print("paused")
		return
	}
	go r.load()
}

func (r *refresher) load() {
	defer r.wg.Done()
	log.Print("loading")
}

func (r *refresher) stop() { r.wg.Wait() }
