package joins

import (
	"context"
	"sync"
)

// A Request is answered unless it is cancelled first.
type Request struct {
	id     string
	ctx    context.Context
	cancel context.CancelFunc
}

// A Handler answers requests.
type Handler interface {
	Handle(ctx context.Context, id string) error
}

// An Answerer answers its requests one after another.
type Answerer struct {
	handler Handler

	mu      sync.Mutex
	queue   []*Request
	running bool
	byID    map[string]*Request
}

func NewAnswerer(handler Handler) *Answerer {
	return &Answerer{handler: handler, byID: make(map[string]*Request)}
}

func (a *Answerer) update(change func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	change()
}

func (a *Answerer) Accept(ctx context.Context, id string) {
	ctx, cancel := context.WithCancel(ctx)
	r := &Request{id: id, ctx: ctx, cancel: cancel}
	a.update(func() {
		a.byID[id] = r
		a.queue = append(a.queue, r)
		if !a.running {
			a.running = true
			go a.run() // ok: Cancel is about one request, of which there may be many
		}
	})
}

func (a *Answerer) run() {
	for {
		var r *Request
		a.update(func() {
			if len(a.queue) > 0 {
				r, a.queue = a.queue[0], a.queue[1:]
			} else {
				a.running = false
			}
		})
		if r == nil {
			return
		}
		if err := r.ctx.Err(); err != nil {
			a.done(r, err)
			continue
		}
		a.done(r, a.handler.Handle(r.ctx, r.id))
	}
}

func (a *Answerer) done(r *Request, err error) {
	if err != nil {
		println(r.id, err.Error())
	}
	r.cancel()
	a.update(func() { delete(a.byID, r.id) })
}

func (a *Answerer) Cancel(id string) {
	var r *Request
	a.update(func() { r = a.byID[id] })
	if r != nil {
		r.cancel()
	}
}
