// Package contexts has the shapes in which services hold their contexts.
package contexts

import (
	"context"
	"os"
	"os/signal"
	"time"
)

type poller struct {
	ctx    context.Context    // want "ctx: cancelable receive@select live"
	cancel context.CancelFunc // want "cancel: cancel call live"
	idle   context.Context    // want "idle: cancelable receive@select"
	leave  context.CancelFunc // want "leave: cancel$"
	base   context.Context    // want "base: root given receive@select"
}

func newPoller() *poller {
	p := &poller{base: context.Background()}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.idle, p.leave = context.WithCancel(p.base)
	return p
}

func (p *poller) run() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-p.idle.Done():
			return
		case <-p.base.Done():
			return
		}
	}
}

func (p *poller) close() { p.cancel() }

func timed(parent context.Context) { // want "parent: root given$"
	ctx, cancel := context.WithTimeout(parent, time.Second) // want "ctx: timed receive live" "cancel: cancel call@defer live"
	defer cancel()
	<-ctx.Done()
}

func call() {
	timed(context.Background())
}

func notified() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt) // want "ctx: notified receive live" "stop: cancel call@defer live"
	defer stop()
	<-ctx.Done()
}

// Serve is given its context by callers out of sight.
func Serve(ctx context.Context) error { // want "ctx: err given foreign shown live"
	sub, cancel := context.WithCancel(ctx) // want "sub: cancelable receive live" "cancel: cancel call@defer live"
	defer cancel()
	<-sub.Done()
	return ctx.Err()
}

func dropped() {
	ctx, _ := context.WithCancel(context.TODO()) // want "ctx: cancelable receive"
	done := ctx.Done()
	<-done
}

func detached(ctx context.Context) { // want "ctx: given live"
	inner := context.WithoutCancel(ctx) // want "inner: detached err"
	_ = inner.Err()
}

func after(stop func()) { // want "stop: cancel gone live"
	time.AfterFunc(time.Second, stop)
}

func leaves() {
	ctx, cancel := context.WithCancel(context.Background()) // want "ctx: cancelable receive live"
	after(cancel)
	<-ctx.Done()
}

// follower keeps the channel of a context that is made further down.
type follower struct {
	done <-chan struct{} // want "done: cancelable receive live"
}

func (f *follower) start() context.CancelFunc {
	ctx, cancel := context.WithCancel(context.Background()) // want "cancel: cancel call live"
	f.done = ctx.Done()
	go func() { <-f.done }()
	return cancel
}

func follow() {
	var f follower
	f.start()()
}

// byContext holds contexts and what cancels them, one as the key of the other.
func byContext() {
	pending := map[context.Context]context.CancelFunc{}     // want "pending: cancelable err foreign shown live"
	ctx, cancel := context.WithCancel(context.Background()) // want "cancel: .*live"
	pending[ctx] = cancel
	for ctx, cancel := range pending { // want "cancel: .*live"
		if ctx.Err() == nil {
			cancel()
		}
	}
}

// A scope is a context with a name.
type scope struct {
	context.Context // want "Context: foreign shown live"
	name            string
}

func (s scope) child(name string) *scope { return &scope{s.Context, name} }

type scoped struct {
	ctx context.Context // want "ctx: receive foreign shown live"
}

func waitFor(ctx context.Context) { <-ctx.Done() } // want "ctx: root given receive foreign shown live"

func (s scope) work(other *scope) {
	waitFor(s)
	waitFor(context.Background())
	w := &scoped{ctx: other.child("work")}
	<-w.ctx.Done()
	waitFor(other)
}
