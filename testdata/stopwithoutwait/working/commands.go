package working

import (
	"context"
	"io"
	"sync"
	"time"
)

// A Directory is asked, and told what to do.
type Directory interface {
	Members(ctx context.Context) ([]string, error)
	Load(into *[]string) error
	Evict(ctx context.Context, name string) error
	Touch(name string)
}

// Roster only asks: it gets an error, or an answer that nobody needs any more.
type Roster struct {
	dir   Directory
	mu    sync.Mutex
	names []string
	quit  chan struct{}
}

func NewRoster(dir Directory) *Roster {
	r := &Roster{dir: dir, quit: make(chan struct{})}
	go r.refresh() // ok: it asks, and puts down what it is told
	return r
}

func (r *Roster) refresh() {
	for {
		select {
		case <-r.quit:
			return
		case <-time.After(time.Minute):
			names, err := r.dir.Members(context.Background())
			if err != nil {
				continue
			}
			if err := r.dir.Load(&names); err != nil {
				continue
			}
			for _, name := range names {
				r.dir.Touch(name) // over at once
			}
			r.mu.Lock()
			r.names = names
			r.mu.Unlock()
		}
	}
}

func (r *Roster) Close() { close(r.quit) }

// Evictor gives each call a time of its own, which Stop does not cut short.
type Evictor struct {
	dir    Directory
	names  chan string
	cancel context.CancelFunc
}

func StartEvictor(dir Directory, names chan string) *Evictor {
	ctx, cancel := context.WithCancel(context.Background())
	e := &Evictor{dir: dir, names: names, cancel: cancel}
	go e.run(ctx) // want `goroutine may still be in e.dir.Evict when \(\*Evictor\).Stop returns`
	return e
}

func (e *Evictor) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case name := <-e.names:
			e.evict(name)
		}
	}
}

func (e *Evictor) evict(name string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_ = e.dir.Evict(ctx, name)
}

func (e *Evictor) Stop() { e.cancel() }

// Bouncer's calls derive from the context that Stop cancels.
type Bouncer struct {
	dir    Directory
	names  chan string
	cancel context.CancelFunc
}

func StartBouncer(dir Directory, names chan string) *Bouncer {
	ctx, cancel := context.WithCancel(context.Background())
	b := &Bouncer{dir: dir, names: names, cancel: cancel}
	go b.run(ctx) // ok: Evict ends with the context
	return b
}

func (b *Bouncer) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case name := <-b.names:
			each, cancel := context.WithTimeout(ctx, time.Second)
			_ = b.dir.Evict(each, name)
			cancel()
		}
	}
}

func (b *Bouncer) Stop() { b.cancel() }

// Alarm tells others what happens, and has a listener for that.
type Alarm struct {
	onRing   func(at time.Time)
	listener interface{ Rang(at time.Time) error }
	quit     chan struct{}
}

func NewAlarm(onRing func(at time.Time), listener interface{ Rang(at time.Time) error }) *Alarm {
	a := &Alarm{onRing: onRing, listener: listener, quit: make(chan struct{})}
	go func() { // ok: it only tells them
		for {
			select {
			case now := <-time.After(time.Hour):
				ring := a.onRing
				ring(now)
				_ = a.listener.Rang(now)
			case <-a.quit:
				return
			}
		}
	}()
	return a
}

func (a *Alarm) Stop() { close(a.quit) }

// Feed hands on what comes in: what that leads to does not show.
type Feed struct {
	handler func(item string)
	in      chan string
	quit    chan struct{}
}

func NewFeed(handler func(item string)) *Feed {
	f := &Feed{handler: handler, in: make(chan string), quit: make(chan struct{})}
	go func() { // ok: all that is known of it is that it is called
		for {
			select {
			case item := <-f.in:
				f.handler(item)
			case <-f.quit:
				return
			}
		}
	}()
	return f
}

func (f *Feed) Close() { close(f.quit) }

// Consumer needs to know whether it has been done.
type Consumer struct {
	handler func(item string) error
	in      chan string
	quit    chan struct{}
}

func NewConsumer(handler func(item string) error) *Consumer {
	c := &Consumer{handler: handler, in: make(chan string), quit: make(chan struct{})}
	go func() { // want `goroutine may still be in c.handler when \(\*Consumer\).Close returns`
		for {
			select {
			case item := <-c.in:
				if err := c.handler(item); err != nil {
					return
				}
			case <-c.quit:
				return
			}
		}
	}()
	return c
}

func (c *Consumer) Close() { close(c.quit) }

// Dumper writes to a writer, which is a command whatever it returns.
type Dumper struct {
	w    io.Writer
	quit chan struct{}
}

func NewDumper(w io.Writer) *Dumper {
	d := &Dumper{w: w, quit: make(chan struct{})}
	go d.run() // want `goroutine may still be in d.w.Write when \(\*Dumper\).Close returns`
	return d
}

func (d *Dumper) run() {
	for n := 0; ; {
		select {
		case <-d.quit:
			return
		case <-time.After(time.Second):
			written, err := d.w.Write([]byte{'.'})
			if n += written; err != nil {
				return
			}
		}
	}
}

func (d *Dumper) Close() { close(d.quit) }

// Member takes its leave once it is told to go.
type Member struct {
	dir    Directory
	ctx    context.Context
	cancel context.CancelFunc
}

func NewMember(dir Directory) *Member {
	m := &Member{dir: dir}
	m.ctx, m.cancel = context.WithCancel(context.Background())
	go m.run() // ok: that is the end of a Close that goes on behind
	return m
}

func (m *Member) run() {
	for {
		select {
		case <-time.After(time.Second):
		case <-m.ctx.Done():
			m.leave()
			return
		}
	}
}

func (m *Member) leave() { _ = m.dir.Evict(context.Background(), "me") }

func (m *Member) Close() { m.cancel() }
