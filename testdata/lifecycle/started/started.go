// Package started has functions that leave a goroutine behind, and what
// their callers need to know of it.
package started

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// Reaper signals and does not wait.
type Reaper struct {
	db   *sql.DB
	quit chan struct{}
	once sync.Once
}

func NewReaper(every time.Duration, db *sql.DB) *Reaper { // want NewReaper:`starts what result 0.Stop alone stops without waiting, uses \[1\]`
	r := &Reaper{db: db, quit: make(chan struct{})}
	go r.run(every)
	return r
}

func (r *Reaper) run(every time.Duration) {
	for {
		select {
		case <-r.quit:
			return
		case <-time.After(every):
			r.reap()
		}
	}
}

func (r *Reaper) reap() { _, _ = r.db.Exec("DELETE FROM sessions WHERE expired") }

func (r *Reaper) Stop() { r.once.Do(func() { close(r.quit) }) }

// Mailer waits.
type Mailer struct {
	db   *sql.DB
	quit chan struct{}
	done chan struct{}
}

func NewMailer(db *sql.DB) (*Mailer, error) { // want NewMailer:`starts what result 0.Close alone stops$`
	if err := db.Ping(); err != nil {
		return nil, err
	}
	m := &Mailer{db: db, quit: make(chan struct{}), done: make(chan struct{})}
	go m.run()
	return m, nil
}

func (m *Mailer) run() {
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

func (m *Mailer) Close() error {
	close(m.quit)
	<-m.done
	return nil
}

// Vacuum is started by a method, and cancelled.
type Vacuum struct {
	db     *sql.DB
	cancel context.CancelFunc
}

func NewVacuum(db *sql.DB) *Vacuum { // want NewVacuum:`starts what result 0.Close stops without waiting, uses \[0\]`
	return &Vacuum{db: db}
}

func (v *Vacuum) Start(ctx context.Context) { // ok: whose it is, NewVacuum says
	ctx, cancel := context.WithCancel(ctx)
	v.cancel = cancel
	go v.loop(ctx)
}

func (v *Vacuum) loop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
			_, _ = v.db.ExecContext(ctx, "VACUUM")
		}
	}
}

func (v *Vacuum) Close() { v.cancel() }

// Watch returns a func.
func Watch(db *sql.DB) (stop func()) { // want Watch:`starts what result 0 alone stops without waiting, uses \[0\]`
	done := make(chan struct{})
	go func() {
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

// Refresh returns the cancel function of its context.
func Refresh(ctx context.Context, db *sql.DB) (context.Context, context.CancelFunc) { // want Refresh:`starts what result 1 stops without waiting, uses \[1\]`
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		for ; ; time.Sleep(time.Second) {
			select {
			case <-ctx.Done():
				return
			default:
				_ = db.Ping()
			}
		}
	}()
	return ctx, cancel
}

// Once ends by itself, and uses nothing again.
func Once(db *sql.DB) func() { // ok: nobody has to know
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		case <-time.After(time.Second):
			_ = db.Ping()
		}
	}()
	return func() { close(done) }
}

// Sweeper need not be started.
type Sweeper struct {
	quit chan struct{}
}

func NewSweeper(every time.Duration) *Sweeper { // ok: there may be nothing to stop
	s := &Sweeper{quit: make(chan struct{})}
	if every > 0 {
		go s.run(every)
	}
	return s
}

func NewSweepers(n int) (*Sweeper, error) { // want NewSweepers:`starts what result 0.Stop alone stops$`
	if n == 0 {
		return nil, context.Canceled
	}
	s := &Sweeper{quit: make(chan struct{})}
	for range n {
		go s.run(time.Second)
	}
	return s, nil
}

func (s *Sweeper) run(every time.Duration) {
	for {
		select {
		case <-s.quit:
			return
		case <-time.After(every):
		}
	}
}

// Stop ends all of them.
func (s *Sweeper) Stop() { close(s.quit) }
