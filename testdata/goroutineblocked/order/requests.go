// Package order has senders that do not come too late: there is room for what
// one object gets, or nobody sends once the receiver has been told to stop.
package order

import (
	"context"
	"errors"
)

var errRefused = errors.New("refused")

// A query is answered once on each way.
type query struct {
	name   string
	answer chan error
}

// A Resolver hands queries to a line, which answers them.
type Resolver struct {
	queries chan *query
	send    func(string) error
}

// Resolve asks again if it has to, and leaves when the context ends.
func (r *Resolver) Resolve(ctx context.Context, name string) error {
	q := &query{name: name, answer: make(chan error, 1)}
	for range 3 {
		select {
		case r.queries <- q:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case err := <-q.answer:
			if err == nil {
				return nil
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return errRefused
}

// Serve answers each query at one place of several.
func (r *Resolver) Serve(ctx context.Context) {
	for {
		select {
		case q := <-r.queries:
			if q.name == "" {
				q.answer <- errRefused // ok: each query has room for one answer
				continue
			}
			if err := r.send(q.name); err != nil {
				q.answer <- err
				return
			}
			go func() {
				q.answer <- nil
			}()
		case <-ctx.Done():
			return
		}
	}
}

// A copyJob tells its owner twice how it goes, and has room for one.
type copyJob struct {
	state chan string
}

// A Copier takes jobs.
type Copier struct{ jobs chan *copyJob }

// Copy waits for the job.
func (c *Copier) Copy(ctx context.Context) error {
	j := &copyJob{state: make(chan string, 1)}
	select {
	case c.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	for range 2 {
		select {
		case <-j.state:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Serve does the jobs.
func (c *Copier) Serve(ctx context.Context, copied func() string) {
	for {
		select {
		case j := <-c.jobs:
			j.state <- "started" // want `send on "state" blocks forever once its receiver has stopped`
			j.state <- copied()
		case <-ctx.Done():
			return
		}
	}
}

// A flush is confirmed.
type flush struct{ done chan error }

// A Peer flushes what it has.
type Peer struct {
	flushes chan *flush
	pages   chan int
	behind  func() bool
}

// NewPeer makes one.
func NewPeer(behind func() bool) *Peer {
	return &Peer{flushes: make(chan *flush, 1), pages: make(chan int, 1), behind: behind}
}

// Run serves it.
func (p *Peer) Run(ctx context.Context, write func() error) {
	for {
		select {
		case f := <-p.flushes:
			f.done <- write()
		case <-p.pages:
		case <-ctx.Done():
			return
		}
	}
}

// CatchUp sends the next request when the last one has been confirmed.
func (p *Peer) CatchUp(stop <-chan struct{}) {
	for p.behind() {
		f := &flush{done: make(chan error, 1)}
		p.flushes <- f // ok: one at a time
		select {
		case <-f.done:
		case <-stop:
			return
		}
	}
}

// Page sends as many as it likes.
func (p *Peer) Page(more <-chan int) {
	for {
		n, ok := <-more
		if !ok {
			return
		}
		p.pages <- n // want `send on "pages" blocks forever once its receiver has stopped`
	}
}

// A Janitor has many brooms, and room for one complaint.
type Janitor struct {
	ctx        context.Context
	complaints chan error
}

// NewJanitor makes one.
func NewJanitor(ctx context.Context) *Janitor {
	return &Janitor{ctx: ctx, complaints: make(chan error, 1)}
}

// Listen takes the complaints down.
func (j *Janitor) Listen(note func(error)) {
	for {
		select {
		case err := <-j.complaints:
			note(err)
		case <-j.ctx.Done():
			return
		}
	}
}

// Start starts to sweep.
func (j *Janitor) Start(brooms []func() error) {
	for _, b := range brooms {
		go j.sweep(b)
	}
}

func (j *Janitor) sweep(broom func() error) {
	if broom == nil {
		j.complaints <- errRefused // want `send on "complaints" blocks forever once its receiver has stopped`
		return
	}
	if err := broom(); err != nil {
		j.complaints <- err
	}
}

// A step is confirmed by its mover.
type step struct{ done chan error }

// A Mover takes steps, one at a time.
type Mover struct{ steps chan *step }

// NewMover makes one.
func NewMover() *Mover { return &Mover{steps: make(chan *step, 1)} }

// Run takes the steps.
func (m *Mover) Run(ctx context.Context, take func() error) {
	for {
		select {
		case s := <-m.steps:
			s.done <- take()
		case <-ctx.Done():
			return
		}
	}
}

// A Guide leads movers.
type Guide struct{ way []string }

// Lead leads each of them.
func (g *Guide) Lead(movers <-chan *Mover, stop <-chan struct{}) {
	for m := range movers {
		go g.lead(m, stop)
	}
}

func (g *Guide) lead(m *Mover, stop <-chan struct{}) {
	for range g.way {
		s := &step{done: make(chan error, 1)}
		m.steps <- s // ok: each mover has its own room
		select {
		case <-s.done:
		case <-stop:
			return
		}
	}
}
