// Package drains has loops around a timer that is set again.
package drains

import (
	"context"
	"time"
)

type batcher struct {
	delay   time.Duration
	timer   *time.Timer
	changed chan struct{}
	pending []string
}

func (b *batcher) Start(ctx context.Context) {
	b.timer = time.NewTimer(b.delay)
	go b.run(ctx)
	go b.runReset(ctx)
	go b.runHelper(ctx)
	go b.runFlag(ctx)
	go b.runNonBlocking(ctx)
	go b.runOnce(ctx)
}

func (b *batcher) Changed() {
	select {
	case b.changed <- struct{}{}:
	default:
	}
}

func (b *batcher) flush() { b.pending = nil }

func (b *batcher) run(ctx context.Context) {
	for {
		select {
		case <-b.timer.C:
			b.flush()
		case <-b.changed:
			if !b.timer.Stop() {
				<-b.timer.C // want `drain of b.timer waits forever after the receive on line 38, whatever signal comes`
			}
			b.timer.Reset(b.delay)
		case <-ctx.Done():
			b.timer.Stop()
			return
		}
	}
}

func (b *batcher) runReset(ctx context.Context) {
	for {
		select {
		case <-b.timer.C:
			b.flush()
			b.timer.Reset(b.delay)
		case <-b.changed:
			if !b.timer.Stop() {
				<-b.timer.C // ok: it is always set
			}
			b.timer.Reset(b.delay)
		case <-ctx.Done():
			return
		}
	}
}

func (b *batcher) again() { b.timer = time.NewTimer(b.delay) }

func (b *batcher) runHelper(ctx context.Context) {
	for {
		select {
		case <-b.timer.C:
			b.flush()
			b.again()
		case <-b.changed:
			if !b.timer.Stop() {
				<-b.timer.C // ok: it is always set
			}
			b.timer.Reset(b.delay)
		case <-ctx.Done():
			return
		}
	}
}

func (b *batcher) runFlag(ctx context.Context) {
	taken := false
	for {
		select {
		case <-b.timer.C:
			b.flush()
			taken = true
		case <-b.changed:
			if !b.timer.Stop() && !taken {
				<-b.timer.C // ok: not if its value has been taken
			}
			taken = false
			b.timer.Reset(b.delay)
		case <-ctx.Done():
			return
		}
	}
}

func (b *batcher) runNonBlocking(ctx context.Context) {
	for {
		select {
		case <-b.timer.C:
			b.flush()
		case <-b.changed:
			if !b.timer.Stop() {
				select {
				case <-b.timer.C: // ok: it does not wait
				default:
				}
			}
			b.timer.Reset(b.delay)
		case <-ctx.Done():
			return
		}
	}
}

func (b *batcher) runOnce(ctx context.Context) {
	for {
		select {
		case <-b.timer.C:
			b.flush()
			return
		case <-b.changed:
			if !b.timer.Stop() {
				<-b.timer.C // ok: the loop has ended if its value has been taken
			}
			b.timer.Reset(b.delay)
		case <-ctx.Done():
			return
		}
	}
}

type item interface{ size() int }

type timed struct {
	due time.Time
	n   int
}

func (t timed) size() int { return t.n }

// A queue holds items of type timed alone.
type queue struct {
	items []item
	push  chan struct{}
}

func (q *queue) peek() item {
	if len(q.items) == 0 {
		return nil
	}
	return q.items[0]
}

func (q *queue) run(ctx context.Context) {
	timer := time.NewTimer(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-q.push:
			if !timer.Stop() {
				<-timer.C // ok: the timer is set unless an item is of another type
			}
			timer.Reset(time.Second)
		case now := <-timer.C:
			next := q.peek()
			if next == nil {
				timer.Reset(time.Minute)
				continue
			}
			if t, ok := next.(timed); ok && t.due.Before(now) {
				q.items = q.items[1:]
			}
			if t, ok := next.(timed); ok {
				timer.Reset(time.Until(t.due))
			}
		}
	}
}

func (q *queue) runMap(ctx context.Context, due map[string]time.Time) {
	timer := time.NewTimer(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-q.push:
			if !timer.Stop() {
				<-timer.C // want `drain of timer waits forever after the receive on line \d+`
			}
			timer.Reset(time.Second)
		case <-timer.C:
			if t, ok := due["first"]; ok {
				timer.Reset(time.Until(t))
			}
		}
	}
}

// RunQueue runs both.
func RunQueue(ctx context.Context, q *queue) {
	go q.run(ctx)
	go q.runMap(ctx, nil)
}
