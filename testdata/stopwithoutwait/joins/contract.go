package joins

import (
	"database/sql"
	"sync"
	"time"
)

// A Purger is stopped by Stop; who needs to know when it has ended calls Wait.
type Purger struct {
	db   *sql.DB
	quit chan struct{}
	wg   sync.WaitGroup
}

func NewPurger(db *sql.DB) *Purger {
	p := &Purger{db: db, quit: make(chan struct{})}
	p.wg.Add(1)
	go p.run() // ok: Wait is for the caller
	return p
}

func (p *Purger) run() {
	defer p.wg.Done()
	for {
		select {
		case <-p.quit:
			return
		case <-time.After(time.Minute):
			_, _ = p.db.Exec("DELETE FROM carts WHERE abandoned")
		}
	}
}

func (p *Purger) Stop() { close(p.quit) }

func (p *Purger) Wait() { p.wg.Wait() }

// A Vacuum shows that it has ended by a channel.
type Vacuum struct {
	db         *sql.DB
	quit, done chan struct{}
}

func NewVacuum(db *sql.DB) *Vacuum {
	v := &Vacuum{db: db, quit: make(chan struct{}), done: make(chan struct{})}
	go v.run() // ok: Done is for the caller
	return v
}

func (v *Vacuum) run() {
	defer close(v.done)
	for {
		select {
		case <-v.quit:
			return
		case <-time.After(time.Hour):
			_, _ = v.db.Exec("VACUUM")
		}
	}
}

func (v *Vacuum) Stop() { close(v.quit) }

func (v *Vacuum) Done() <-chan struct{} { return v.done }

// A Sweep has a Wait that is about something else: calls in flight.
type Sweep struct {
	db    *sql.DB
	quit  chan struct{}
	calls sync.WaitGroup
}

func NewSweep(db *sql.DB) *Sweep {
	s := &Sweep{db: db, quit: make(chan struct{})}
	go s.run() // want `goroutine may still be in s.db.Exec when \(\*Sweep\).Stop returns`
	return s
}

func (s *Sweep) run() {
	for {
		select {
		case <-s.quit:
			return
		case <-time.After(time.Hour):
			_, _ = s.db.Exec("DELETE FROM sessions")
		}
	}
}

func (s *Sweep) Call(do func()) {
	s.calls.Go(do)
}

func (s *Sweep) Stop() { close(s.quit) }

func (s *Sweep) Wait() { s.calls.Wait() }

// A Janitor says what its users can count on.
type Janitor struct {
	db   *sql.DB
	quit chan struct{}
}

func NewJanitor(db *sql.DB) *Janitor {
	j := &Janitor{db: db, quit: make(chan struct{})}
	go j.run() // ok: its users have been told
	return j
}

func (j *Janitor) run() {
	for {
		select {
		case <-j.quit:
			return
		case <-time.After(time.Hour):
			_, _ = j.db.Exec("DELETE FROM drafts")
		}
	}
}

// Stop tells the janitor to stop, and does not
// wait for a round that it is in.
func (j *Janitor) Stop() { close(j.quit) }
