// Package callers closes what a goroutine uses right after it was told to
// stop.
package callers

import (
	"database/sql"
	"time"
)

type reaper struct {
	db   *sql.DB
	quit chan struct{}
}

func newReaper(db *sql.DB) *reaper { return &reaper{db: db, quit: make(chan struct{})} }

func (r *reaper) Start() {
	go r.run() // want `goroutine may be running and still uses s.db when it is closed right after \(\*reaper\).Stop on line \d+`
}

func (r *reaper) run() {
	for {
		select {
		case <-r.quit:
			return
		case <-time.After(time.Minute):
			_, _ = r.db.Exec("DELETE FROM sessions WHERE expired")
		}
	}
}

func (r *reaper) Stop() { close(r.quit) }

type server struct {
	db     *sql.DB
	reaper *reaper
}

func newServer(db *sql.DB) *server {
	s := &server{db: db}
	s.reaper = newReaper(s.db)
	s.reaper.Start()
	return s
}

func (s *server) Close() error {
	s.reaper.Stop()
	return s.db.Close()
}

// mailer is stopped and waited for.
type mailer struct {
	db   *sql.DB
	quit chan struct{}
	done chan struct{}
}

func newMailer(db *sql.DB) *mailer {
	m := &mailer{db: db, quit: make(chan struct{}), done: make(chan struct{})}
	go m.run() // ok: it tells when it ends
	return m
}

func (m *mailer) run() {
	defer close(m.done)
	for {
		select {
		case <-m.quit:
			return
		case <-time.After(time.Minute):
			_, _ = m.db.Exec("DELETE FROM mail WHERE sent")
		}
	}
}

func (m *mailer) Stop() { close(m.quit) }

func serve(db *sql.DB) error {
	m := newMailer(db)
	m.Stop()
	<-m.done
	return db.Close()
}

// meter is stopped, and something else is closed.
type meter struct {
	count func() int
	quit  chan struct{}
}

func newMeter(count func() int) *meter {
	m := &meter{count: count, quit: make(chan struct{})}
	go m.run() // ok: what is closed is not what it uses
	return m
}

func (m *meter) run() {
	for {
		select {
		case <-m.quit:
			return
		case <-time.After(time.Second):
			m.count()
		}
	}
}

func (m *meter) Stop() { close(m.quit) }

func measure(db *sql.DB) error {
	m := newMeter(func() int { return 1 })
	m.Stop()
	return db.Close()
}

// tidier is stopped by a deferred call, before the one that was deferred
// earlier.
type tidier struct {
	db   *sql.DB
	quit chan struct{}
}

func (t *tidier) Start() {
	go t.run() // want `goroutine may be running and still uses db when it is closed right after \(\*tidier\).Stop on line \d+`
}

func (t *tidier) run() {
	for {
		select {
		case <-t.quit:
			return
		case <-time.After(time.Minute):
			_, _ = t.db.Exec("VACUUM")
		}
	}
}

func (t *tidier) Stop() { close(t.quit) }

func tidy(db *sql.DB, work func()) {
	defer db.Close()
	t := &tidier{db: db, quit: make(chan struct{})}
	t.Start()
	defer t.Stop()
	work()
}
