package unstopped

import (
	"context"
	"sync"
	"time"
)

// A heartProber probes until its context is cancelled.
type heartProber struct {
	ctx    context.Context
	cancel context.CancelFunc
	probe  func()
}

// NewHeartProber returns a running heartProber.
func NewHeartProber(probe func()) *heartProber {
	p := &heartProber{probe: probe}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	go p.run() // want `goroutine stops on ctx, which only \(\*heartProber\).halt fires, and nothing calls that`
	return p
}

func (p *heartProber) run() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-time.After(time.Second):
			p.probe()
		}
	}
}

func (p *heartProber) halt() { p.cancel() }

// A lazyProber begins when it is first asked.
type lazyProber struct {
	once   sync.Once
	ctx    context.Context
	cancel context.CancelFunc
	seen   chan time.Time
}

// Last returns when it was last there.
func (p *lazyProber) Last() time.Time {
	p.once.Do(func() {
		p.seen = make(chan time.Time)
		p.ctx, p.cancel = context.WithCancel(context.Background())
		go p.run() // want `goroutine stops on ctx, which only \(\*lazyProber\).halt fires, and nothing calls that`
	})
	return <-p.seen
}

func (p *lazyProber) run() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case p.seen <- time.Now():
		}
	}
}

func (p *lazyProber) halt() { p.cancel() }

// A childProber lives no longer than its parent.
type childProber struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// StartChild starts one.
func StartChild(ctx context.Context) *childProber {
	p := &childProber{}
	p.ctx, p.cancel = context.WithCancel(ctx)
	go p.run() // ok: who has the parent can cancel it
	return p
}

func (p *childProber) run() { <-p.ctx.Done() }

func (p *childProber) halt() { p.cancel() }

// A sharedProber is closed by others.
type sharedProber struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// StartShared starts one.
func StartShared() (*sharedProber, context.CancelFunc) {
	p := &sharedProber{}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	go p.run() // ok: the caller gets the cancel function
	return p, p.cancel
}

func (p *sharedProber) run() { <-p.ctx.Done() }

func (p *sharedProber) halt() { p.cancel() }
