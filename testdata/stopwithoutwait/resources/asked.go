package resources

import (
	"context"
	"time"
)

// A bus hands out its channel, and is what its reader blocks on.
type bus struct{ messages chan string }

func (b *bus) Messages() <-chan string { return b.messages }
func (b *bus) Busy() bool              { return len(b.messages) > 0 }
func (b *bus) IsIdle() bool            { return len(b.messages) == 0 }
func (b *bus) Trim(n int)              { b.messages = make(chan string, n) }
func (b *bus) Close() error            { close(b.messages); return nil }

type reader struct {
	bus  *bus
	quit chan struct{}
}

func (r *reader) start() {
	go func() { // ok: closing the bus is how to wake it
		for {
			select {
			case <-r.bus.Messages():
				r.bus.Trim(1)
			case <-r.quit:
				return
			}
		}
	}()
}

func (r *reader) Close() {
	_ = r.bus.Close()
	close(r.quit)
}

type idler struct {
	bus  *bus
	quit chan struct{}
}

func (i *idler) start() {
	go func() { // ok: a bus that is closed has an answer, too
		for {
			select {
			case <-time.After(time.Second):
				if i.bus.IsIdle() {
					continue
				}
			case <-i.quit:
				return
			}
		}
	}()
}

func (i *idler) Close() {
	close(i.quit)
	_ = i.bus.Close()
}

type trimmer struct {
	bus  *bus
	quit chan struct{}
}

func (t *trimmer) start() {
	go func() { // want `goroutine may be running and still uses t.bus when \(\*trimmer\).Close closes it on line \d+`
		for {
			select {
			case <-time.After(time.Second):
				t.bus.Trim(1)
			case <-t.quit:
				return
			}
		}
	}()
}

func (t *trimmer) Close() {
	close(t.quit)
	_ = t.bus.Close()
}

// hub has a context of its own, and one for each topic that derives from it.
type hub struct {
	ctx    context.Context
	topics map[string]*topic
}

type topic struct {
	bus    *bus
	cancel context.CancelFunc
}

func newHub(ctx context.Context) *hub {
	h := &hub{ctx: ctx, topics: make(map[string]*topic)}
	go h.trim(ctx) // ok: the context of a topic is another one
	return h
}

func (h *hub) add(name string) {
	ctx, cancel := context.WithCancel(h.ctx)
	t := &topic{bus: new(bus), cancel: cancel}
	h.topics[name] = t
	go h.follow(ctx, t)
}

func (h *hub) follow(ctx context.Context, t *topic) {
	for range t.bus.Messages() {
		if ctx.Err() != nil {
			return
		}
	}
}

func (h *hub) trim(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			for _, t := range h.topics {
				t.bus.Trim(1)
			}
		}
	}
}

func (h *hub) Cancel(name string) {
	if t := h.topics[name]; t != nil {
		t.cancel()
		_ = t.bus.Close()
	}
}
