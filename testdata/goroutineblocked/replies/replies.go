// Package replies talks to a loop that answers on the channel of the request.
package replies

import (
	"context"
	"errors"
	"time"
)

var errClosed = errors.New("closed")

type query struct {
	key   string
	reply chan string
}

// A Table is read by one loop.
type Table struct {
	queries chan query
	stop    chan struct{}
	rows    map[string]string
}

func (t *Table) loop() {
	for {
		select {
		case q := <-t.queries:
			q.reply <- t.rows[q.key]
		case <-t.stop:
			return
		}
	}
}

// Open starts the loop.
func Open() *Table {
	t := &Table{queries: make(chan query), stop: make(chan struct{}), rows: map[string]string{}}
	go t.loop()
	return t
}

// Close stops the loop.
func (t *Table) Close() { close(t.stop) }

// Get gives up with the context, and then the loop hangs.
func (t *Table) Get(ctx context.Context, key string) (string, error) {
	reply := make(chan string) // want `send on "reply" on line 28 blocks forever once the function has returned on line 59 \(nobody else receives\)`
	select {
	case t.queries <- query{key, reply}:
	case <-t.stop:
		return "", errClosed
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case row := <-reply:
		return row, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

type update struct {
	key, row string
	done     chan error
}

// A Log is written by one loop.
type Log struct {
	updates chan update
}

func (l *Log) loop(write func(string) error) {
	for u := range l.updates {
		u.done <- write(u.row)
	}
}

// Start starts the loop and closes the channel in the end.
func Start(ctx context.Context, write func(string) error) *Log {
	l := &Log{updates: make(chan update)}
	go l.loop(write)
	go func() {
		<-ctx.Done()
		close(l.updates)
	}()
	return l
}

// Put has room for the answer that comes too late.
func (l *Log) Put(key, row string, wait time.Duration) error {
	done := make(chan error, 1)
	l.updates <- update{key, row, done}
	select {
	case err := <-done:
		return err // ok: there is room
	case <-time.After(wait):
		return errClosed
	}
}

type job struct {
	name string
	done chan error
}

// A Runner answers each job.
type Runner struct{ jobs chan job }

func (r *Runner) loop() {
	for j := range r.jobs {
		j.done <- nil
	}
}

// Run waits for the answer, however long it takes.
func Run(names []string) {
	r := &Runner{jobs: make(chan job)}
	defer close(r.jobs)
	go r.loop()
	for _, name := range names {
		done := make(chan error)
		r.jobs <- job{name, done}
		<-done // ok: nothing else is waited for
	}
}
