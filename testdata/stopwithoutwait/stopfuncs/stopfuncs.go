// Package stopfuncs has functions that start a goroutine and return what
// stops it.
package stopfuncs

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

func load(*sql.DB) error { return nil }

// purge returns a literal that signals and does not wait.
func purge(db *sql.DB) (stop func()) {
	done := make(chan struct{})
	go func() { // want `goroutine may be running and still uses db when it is closed right after the stop function of purge on line \d+`
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Minute):
				_, _ = db.Exec("DELETE FROM sessions WHERE expired")
			}
		}
	}()
	return func() { close(done) }
}

func serve(dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	stop := purge(db)
	err = load(db)
	stop()
	_ = db.Close()
	return err
}

// purgeAll waits, in what it returns.
func purgeAll(db *sql.DB) (stop func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { // ok: the function that stops it waits for it
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Minute):
				_, _ = db.Exec("DELETE FROM carts WHERE expired")
			}
		}
	})
	return func() {
		close(done)
		wg.Wait()
	}
}

func serveAll(db *sql.DB) error {
	defer db.Close()
	stop := purgeAll(db)
	defer stop()
	return load(db)
}

// archive closes the file itself.
type archive interface {
	Write(p []byte) (int, error)
	Close() error
}

func spool(out archive, lines <-chan []byte) func() error {
	quit := make(chan struct{})
	go func() { // want `goroutine may be running and still uses out when the stop function of spool closes it on line \d+`
		for {
			select {
			case <-quit:
				return
			case line := <-lines:
				_, _ = out.Write(line)
			}
		}
	}()
	return func() error {
		close(quit)
		return out.Close()
	}
}

// refresh returns the cancel function of its context.
func refresh(ctx context.Context, db *sql.DB) context.CancelFunc {
	ctx, cancel := context.WithCancel(ctx)
	go func() { // want `goroutine may be running and still uses db when it is closed right after the stop function of refresh on line \d+`
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Minute):
				_, _ = db.Exec("REFRESH MATERIALIZED VIEW totals")
			}
		}
	}()
	return cancel
}

func report(ctx context.Context, dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	stop := refresh(ctx, db)
	defer stop()
	return load(db)
}

// beat has nothing to do with what its caller closes, and its caller may
// forget to stop it.
func beat(count func()) (stop func()) {
	done := make(chan struct{})
	go func() { // ok: what it calls is in sight, and touches nothing
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				count()
			case <-done:
				return
			}
		}
	}()
	return func() { close(done) }
}

func dropped() {
	_ = beat(func() {}) // want `the stop function of beat is dropped, and nothing else ends its goroutine`
}

func ignored() {
	beat(func() {}) // want `the stop function of beat is dropped, and nothing else ends its goroutine`
}

func skipped(db *sql.DB) error {
	stop := beat(func() {})
	if err := load(db); err != nil {
		return err // want `return leaves the goroutine of beat running \("stop" stops it on line \d+\)`
	}
	stop()
	return nil
}

func deferred(db *sql.DB) error {
	stop := beat(func() {}) // ok: stopped on all ways out
	defer stop()
	return load(db)
}

func handedOn() func() {
	stop := beat(func() {}) // ok: the caller has it
	return stop
}

type meter struct{ stop func() }

func (m *meter) start() {
	m.stop = beat(func() {}) // ok: stored
}

func cleanup(t interface{ Cleanup(func()) }) {
	stop := beat(func() {}) // ok: handed on
	t.Cleanup(stop)
}

// Several results, and one that ends by itself.
func open(dsn string) (*sql.DB, func(), error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, nil, err
	}
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Minute):
				_ = db.Ping()
			}
		}
	}()
	return db, func() { close(done) }, nil
}

func openAndForget(dsn string) (*sql.DB, error) {
	db, _, err := open(dsn) // want `the stop function of open is dropped, and nothing else ends its goroutine`
	return db, err
}

func openAndLeave(dsn string) error {
	db, stop, err := open(dsn)
	if err != nil {
		return err // ok: nothing has been started
	}
	defer stop()
	return load(db)
}

func later(f func()) (stop func()) {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		case <-time.After(time.Second):
			f()
		}
	}()
	return func() { close(done) }
}

func once() {
	_ = later(func() {}) // ok: it ends by itself
}

// wake is a method value.
type waker struct {
	f    func() error
	quit chan struct{}
}

func (w *waker) run() {
	for {
		select {
		case <-w.quit:
			return
		case <-time.After(time.Second):
			_ = w.f()
		}
	}
}

func (w *waker) halt() { close(w.quit) }

func wake(db *sql.DB) func() {
	w := &waker{f: db.Ping, quit: make(chan struct{})}
	go w.run() // want `goroutine may still be in w.f when the stop function of wake returns`
	return w.halt
}

func wakeAndForget(db *sql.DB) {
	wake(db) // want `the stop function of wake is dropped, and nothing else ends its goroutine`
}
