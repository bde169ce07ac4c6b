// Package foreign stops the goroutines of another package, or does not.
package foreign

import (
	"database/sql"
	"errors"
	"sync"
	"time"

	"example.com/fleet/stopwithoutwait/foreign/workers"
)

type server struct {
	db      *sql.DB
	cache   *sql.DB
	reaper  *workers.Reaper
	mailer  *workers.Mailer
	unwatch func()
}

func newServer(db, cache *sql.DB) (*server, error) {
	m, err := workers.NewMailer(db)
	if err != nil {
		return nil, err // ok: nothing has been started
	}
	s := &server{db: db, cache: cache, mailer: m}
	s.reaper = workers.NewReaper(db) // ok: stored
	s.unwatch = workers.Watch(s.cache)
	return s, nil
}

func (s *server) Close() error {
	s.mailer.Close() // ok: it waits
	s.unwatch()      // want `the stop function of Watch does not wait for its goroutine, which may still use s.cache when that is closed on line \d+`
	s.reaper.Stop()  // want `\(\*Reaper\).Stop does not wait for its goroutine, which may still use s.db when that is closed on line \d+`
	return errors.Join(s.cache.Close(), s.db.Close())
}

// other closes what the goroutine does not use, and after a while.
func other(db, log *sql.DB) {
	r := workers.NewReaper(db)
	r.Stop() // ok: log is another one, and db is closed after a while
	_ = log.Close()
	time.Sleep(time.Minute)
	_ = db.Close()
}

func deferred(dsn string, work func() error) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	r := workers.NewReaper(db)
	defer r.Stop() // want `\(\*Reaper\).Stop does not wait for its goroutine, which may still use db when that is closed on line \d+`
	return work()
}

func waits(dsn string, work func() error) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	m, err := workers.NewMailer(db)
	if err != nil {
		return err
	}
	defer m.Close() // ok: it waits
	return work()
}

func forgotten(db *sql.DB) int {
	r := workers.NewReaper(db) // want `the goroutine of "r" is started here and never stopped \(\(\*Reaper\).Stop would\)`
	return r.Len()
}

func dropped(db *sql.DB) {
	workers.NewReaper(db) // want `the goroutine that NewReaper starts is never stopped \(\(\*Reaper\).Stop would\)`
	_ = workers.Watch(db) // want `the goroutine that Watch starts is never stopped \(the stop function of Watch would\)`
}

func skipped(db *sql.DB, work func() error) error {
	stop := workers.Watch(db)
	if err := work(); err != nil {
		return err // want `return leaves the goroutine of "stop" running \(the stop function of Watch stops it on line \d+\)`
	}
	stop()
	return nil
}

func skippedMailer(db *sql.DB, work func() error) error {
	m, err := workers.NewMailer(db)
	if err != nil {
		return err // ok: nothing has been started
	}
	if err := work(); err != nil {
		return err // want `return leaves the goroutine of "m" running \(\(\*Mailer\).Close stops it on line \d+\)`
	}
	m.Close()
	return nil
}

func runs(db *sql.DB, ready <-chan struct{}) {
	r := workers.NewReaper(db) // ok: Run may stop it
	r.Run(ready)
}

func handedOn(db *sql.DB) (*workers.Reaper, func()) {
	r := workers.NewReaper(db) // ok: the caller has both
	stop := workers.Watch(db)
	return r, stop
}

func captured(db *sql.DB, wg *sync.WaitGroup) {
	r := workers.NewReaper(db) // ok: the literal stops it
	wg.Go(func() {
		time.Sleep(time.Second)
		r.Stop()
	})
}
