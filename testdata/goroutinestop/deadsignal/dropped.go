package deadsignal

import (
	"context"
	"time"
)

// tx is rolled back when its context is cancelled.
type tx struct {
	ctx    context.Context
	cancel context.CancelFunc
	done   bool
}

type pool struct{ open []*tx }

func (p *pool) begin(ctx context.Context) *tx {
	ctx, cancel := context.WithCancel(ctx)
	t := &tx{ctx: ctx, cancel: cancel}
	go t.awaitDone()
	return t
}

func (t *tx) awaitDone() {
	<-t.ctx.Done()
	t.done = true
}

func (t *tx) rollback() { t.cancel() }

// beginNoted keeps the transaction, too.
func (p *pool) beginNoted(ctx context.Context) *tx {
	ctx, cancel := context.WithCancel(ctx)
	t := &tx{ctx: ctx, cancel: cancel}
	p.open = append(p.open, t)
	go t.awaitDone()
	return t
}

// beginShort has a goroutine that ends by itself, too.
func (p *pool) beginShort(ctx context.Context) *tx {
	ctx, cancel := context.WithCancel(ctx)
	t := &tx{ctx: ctx, cancel: cancel}
	go t.expire()
	return t
}

func (t *tx) expire() {
	select {
	case <-t.ctx.Done():
	case <-time.After(time.Minute):
	}
	t.rollback()
}

func transact(ctx context.Context, p *pool) {
	p.begin(context.Background()) // want `begin starts a goroutine that only its result can stop, and that is dropped`
	t := p.begin(context.Background())
	defer t.rollback()
	p.begin(ctx)                       // ok: who cancels ctx ends it
	p.beginNoted(context.Background()) // ok: the pool has it
	p.beginShort(context.Background()) // ok: it ends
}

// TransactWith is given a context by other packages.
func TransactWith(ctx context.Context) { transact(ctx, new(pool)) }
