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
