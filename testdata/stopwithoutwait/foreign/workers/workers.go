// Package workers starts goroutines for its callers.
package workers

import (
	"database/sql"
	"sync"
	"time"
)

// A Reaper deletes what has expired.
type Reaper struct {
	db   *sql.DB
	quit chan struct{}
}

// NewReaper returns a running Reaper.
func NewReaper(db *sql.DB) *Reaper {
	r := &Reaper{db: db, quit: make(chan struct{})}
	go r.run() // want `goroutine may still be in r.db.Exec when \(\*Reaper\).Stop returns`
	return r
}

func (r *Reaper) run() {
	for {
		select {
		case <-r.quit:
			return
		case <-time.After(time.Minute):
			_, _ = r.db.Exec("DELETE FROM sessions WHERE expired")
		}
	}
}

// Len returns how many there are.
func (r *Reaper) Len() int { return 0 }

// Run blocks until ready is closed, and stops the Reaper.
func (r *Reaper) Run(ready <-chan struct{}) {
	<-ready
	r.Stop()
}

// Stop tells it to stop.
func (r *Reaper) Stop() { close(r.quit) }

// A Mailer sends mail.
type Mailer struct {
	db   *sql.DB
	quit chan struct{}
	wg   sync.WaitGroup
}

// NewMailer returns a running Mailer.
func NewMailer(db *sql.DB) (*Mailer, error) {
	if err := db.Ping(); err != nil {
		return nil, err
	}
	m := &Mailer{db: db, quit: make(chan struct{})}
	m.wg.Add(1)
	go m.run()
	return m, nil
}

func (m *Mailer) run() {
	defer m.wg.Done()
	for {
		select {
		case <-m.quit:
			return
		case <-time.After(time.Minute):
			_, _ = m.db.Exec("DELETE FROM mail WHERE sent")
		}
	}
}

// Close waits until it has ended.
func (m *Mailer) Close() {
	close(m.quit)
	m.wg.Wait()
}

// Watch calls Ping from time to time, until stop is called.
func Watch(db *sql.DB) (stop func()) {
	done := make(chan struct{})
	go func() { // ok: who asks too late is told so
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Second):
				_ = db.Ping()
			}
		}
	}()
	return func() { close(done) }
}
