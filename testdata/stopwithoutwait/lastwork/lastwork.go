// Package lastwork has goroutines that save something when they are told
// to stop.
package lastwork

import (
	"bufio"
	"context"
	"sync"
	"time"
)

type exporter struct {
	out   *bufio.Writer
	queue chan string
	quit  chan struct{}
}

func (e *exporter) connect() {
	go e.serve() // want `goroutine calls e.out.Flush once \(\*exporter\).Close has told it to stop, and nothing waits for that`
}

func (e *exporter) serve() {
	for {
		select {
		case <-e.quit:
			_ = e.out.Flush()
			return
		case line := <-e.queue:
			_, _ = e.out.WriteString(line)
		}
	}
}

func (e *exporter) Close() { close(e.quit) }

type recorder struct {
	cancel context.CancelFunc
	state  map[string]int
}

func (r *recorder) saveState() {}

func (r *recorder) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	go r.loop(ctx) // want `goroutine calls r.saveState once \(\*recorder\).Stop has told it to stop, and nothing waits for that`
}

func (r *recorder) loop(ctx context.Context) {
	defer r.saveState()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			r.state["beats"]++
		}
	}
}

func (r *recorder) Stop() { r.cancel() }

// waited for.
type batcher struct {
	out  *bufio.Writer
	quit chan struct{}
	wg   sync.WaitGroup
}

func (b *batcher) Start() {
	b.wg.Add(1)
	go b.run() // ok: Stop waits for it
}

func (b *batcher) run() {
	defer b.wg.Done()
	for {
		select {
		case <-b.quit:
			_ = b.out.Flush()
			return
		case <-time.After(time.Second):
			_ = b.out.Flush()
		}
	}
}

func (b *batcher) Stop() {
	close(b.quit)
	b.wg.Wait()
}

// flushed flushes on each tick, but not when it is told to stop.
type flusher struct {
	out  *bufio.Writer
	quit chan struct{}
}

func (f *flusher) Start() {
	go f.run() // ok: it does nothing more
}

func (f *flusher) run() {
	for {
		select {
		case <-f.quit:
			return
		case <-time.After(time.Second):
			_ = f.out.Flush()
		}
	}
}

func (f *flusher) Stop() { close(f.quit) }

// A send may be work: the loop goes on.
type outbox struct {
	out  *bufio.Writer
	work chan string
}

func (o *outbox) Start() {
	go func() { // ok: nothing tells it to stop here
		for msg := range o.work {
			_, _ = o.out.WriteString(msg)
		}
	}()
	go func() { // ok: nor here
		for {
			select {
			case msg := <-o.work:
				_, _ = o.out.WriteString(msg)
				_ = o.out.Flush()
			case <-time.After(time.Hour):
				return
			}
		}
	}()
}

func (o *outbox) StopConsumers() { o.work <- "stop" }

func newOutbox() *outbox { return &outbox{work: make(chan string, 1)} }

// link releases its client when it ends, which the next start has opened
// again by then.
type link struct {
	client *client
	tick   *time.Ticker
	cancel context.CancelFunc
}

type client struct{ open bool }

func (c *client) connect() error { c.open = true; return nil }
func (c *client) ping() error    { return nil }
func (c *client) release()       { c.open = false }

func (l *link) start() error {
	if err := l.client.connect(); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	go l.poll(ctx) // want `goroutine calls l.client.release once \(\*link\).stop has told it to stop, and nothing waits for that`
	return nil
}

func (l *link) poll(ctx context.Context) {
	defer func() {
		l.client.release()
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			_ = l.client.ping()
		}
	}
}

func (l *link) stop() { l.cancel() }

// ticking stops a ticker, which nobody misses, and what it has opened itself.
type ticking struct {
	tick   *time.Ticker
	cancel context.CancelFunc
}

func (t *ticking) start() {
	t.tick = time.NewTicker(time.Second)
	ctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	go t.run(ctx) // ok: a ticker may be stopped at any time
}

func (t *ticking) run(ctx context.Context) {
	defer t.tick.Stop()
	c := &client{}
	defer c.release()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.tick.C:
			_ = c.ping()
		}
	}
}

func (t *ticking) stop() { t.cancel() }
