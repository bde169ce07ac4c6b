// Package fields has trackers that are fields of types.
package fields

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

func work() {}

// A Server never waits for its goroutines.
type Server struct {
	wg   sync.WaitGroup
	quit chan struct{}
}

// Start starts the server.
func (s *Server) Start() {
	s.wg.Add(1) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	go s.loop()
}

func (s *Server) loop() {
	defer s.wg.Done()
	<-s.quit
}

// Stop tells the server to stop.
func (s *Server) Stop() { close(s.quit) }

// A Daemon waits for its goroutines.
type Daemon struct {
	wg   sync.WaitGroup
	quit chan struct{}
}

// Start starts the daemon.
func (d *Daemon) Start() {
	d.wg.Add(2) // ok: Stop waits
	go d.loop()
	go d.loop()
}

func (d *Daemon) loop() {
	defer d.wg.Done()
	<-d.quit
}

// Stop stops the daemon.
func (d *Daemon) Stop() {
	close(d.quit)
	d.wg.Wait()
}

// A Crawler has a group that another type's method waits for.
type Crawler struct{ group *errgroup.Group }

// NewCrawler returns a crawler.
func NewCrawler(ctx context.Context) *Crawler {
	g, _ := errgroup.WithContext(ctx)
	return &Crawler{group: g}
}

// Visit visits a page.
func (c *Crawler) Visit() {
	c.group.Go(func() error { // ok: join waits
		work()
		return nil
	})
}

func join(cs []*Crawler) {
	for _, c := range cs {
		c.group.Wait()
	}
}

// An Indexer makes its group itself, and nobody waits for it.
type Indexer struct{ group *errgroup.Group }

// NewIndexer returns an indexer.
func NewIndexer() *Indexer { return &Indexer{group: new(errgroup.Group)} }

// Add indexes a document.
func (ix *Indexer) Add() {
	ix.group.Go(func() error { // want `errgroup.Group "group" counts goroutines but is never waited for`
		work()
		return nil
	})
}

// A Worker has a group that someone else has made, and waits for.
type Worker struct{ wg *sync.WaitGroup }

// NewWorker returns a worker that wg counts.
func NewWorker(wg *sync.WaitGroup) *Worker { return &Worker{wg: wg} }

// Start starts the worker.
func (w *Worker) Start() {
	w.wg.Add(1) // ok: the caller of NewWorker has the group
	go func() {
		defer w.wg.Done()
		work()
	}()
}

// A Batch has a group that other packages can see.
type Batch struct{ WG sync.WaitGroup }

// Start starts the batch.
func (b *Batch) Start() {
	b.WG.Go(work) // ok: whoever has the batch can wait
}

// A Handle is what others get of a job.
type Handle struct{ wg *sync.WaitGroup }

type job struct{ wg sync.WaitGroup }

func (j *job) start() *Handle {
	j.wg.Go(work) // ok: the handle has the group
	return &Handle{&j.wg}
}

// Wait waits.
func (h *Handle) Wait() { h.wg.Wait() }

// A Cache hands its group out.
type Cache struct{ fills sync.WaitGroup }

// Fills returns the group of the running fills.
func (c *Cache) Fills() *sync.WaitGroup { return &c.fills }

// Fill starts to fill the cache.
func (c *Cache) Fill() {
	c.fills.Go(work) // ok: the caller of Fills can wait
}

// A Table has trackers in nested structs.
type Table struct {
	compaction struct {
		wg sync.WaitGroup
	}
	flush struct {
		wg sync.WaitGroup
	}
}

// Open opens the table.
func (t *Table) Open() {
	t.compaction.wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	t.flush.wg.Go(work)      // ok: Close waits
}

// Close closes the table.
func (t *Table) Close() { t.flush.wg.Wait() }

// A Set is generic.
type Set[T comparable] struct {
	adds, removes sync.WaitGroup
	items         map[T]bool
}

// Add adds an item soon.
func (s *Set[T]) Add(item T) {
	s.adds.Go(func() { s.items[item] = true }) // ok: Close waits
}

// Remove removes an item soon.
func (s *Set[T]) Remove(item T) {
	s.removes.Go(func() { delete(s.items, item) }) // want `sync.WaitGroup "removes" counts goroutines but is never waited for`
}

// Close waits for what is being added.
func (s *Set[T]) Close() { s.adds.Wait() }

func useSet(s *Set[string]) {
	s.removes.Go(work)
	s.adds.Wait()
}

// A Renewer is renewed with its group.
type Renewer struct{ wg sync.WaitGroup }

// Reset forgets what was counted.
func (r *Renewer) Reset() { r.wg = sync.WaitGroup{} }

// Start starts it.
func (r *Renewer) Start() {
	r.wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

func localStruct() {
	var state struct {
		wg sync.WaitGroup
		mu sync.Mutex
	}
	state.wg.Go(work) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
}

// Nobody else sees a batch of deliveries.
type deliveries struct{ WG sync.WaitGroup }

func (d *deliveries) start() {
	d.WG.Go(work) // want `sync.WaitGroup "WG" counts goroutines but is never waited for`
}

// Others get at the returns.
type returns struct{ WG sync.WaitGroup }

func (r *returns) start() {
	r.WG.Go(work) // ok: whoever has the returns can wait
}

// Returns returns the returns.
func Returns() *returns { return new(returns) }

type rawConn struct {
	// loops ends with the loops, for tests that look for what is left over.
	loops sync.WaitGroup
	pings sync.WaitGroup // one each second
}

func (c *rawConn) serve() {
	c.loops.Go(work) // ok: tests wait
	c.pings.Go(work) // want `sync.WaitGroup "pings" counts goroutines but is never waited for`
}
