package deadsignal

import (
	"context"
	"time"
)

// The signals here are fired, each in a place of its own.

type places struct {
	byIndex []chan struct{}
	dead    []chan struct{}
	stop    context.CancelFunc
	deaf    []context.CancelFunc
}

// element of a slice.
func (p *places) indexed(work func()) {
	stop := make(chan struct{})
	p.byIndex = append(p.byIndex, stop)
	go every(stop, work) // ok: closeAll closes it
	lost := make(chan struct{})
	p.dead = append(p.dead, lost)
	go everyLost(lost, work) // want `goroutine stops on stop, which nothing closes`
}

func (p *places) closeAll() {
	for _, stop := range p.byIndex {
		close(stop)
	}
	clear(p.dead)
}

func every(stop <-chan struct{}, work func()) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Second):
			work()
		}
	}
}

func everyLost(stop <-chan struct{}, work func()) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Second):
			work()
		}
	}
}

// returned: the caller closes it, and gets it from here.
func returned(work func()) chan struct{} {
	stop := make(chan struct{})
	go func() { // ok: the caller closes what is returned
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Second):
				work()
			}
		}
	}()
	return stop
}

// Returned is one that does.
func Returned(work func()) {
	stop := returned(work)
	defer close(stop)
	work()
}

// keptOpen: the caller has no use for it.
func keptOpen(work func()) chan struct{} {
	stop := make(chan struct{})
	go func() { // want `goroutine stops on stop, which nothing closes`
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Second):
				work()
			}
		}
	}()
	return stop
}

// KeptOpen is that caller.
func KeptOpen(work func()) int { return cap(keptOpen(work)) }

// passed: a function of the package closes what it is passed.
func passed(work func()) {
	stop := make(chan struct{})
	go func() { // ok: finish closes it
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Second):
				work()
			}
		}
	}()
	finish(stop)
}

func finish(stop chan struct{}) { close(stop) }

var drained = make(chan struct{})

// watchDrained waits for a package variable.
func watchDrained(work func()) {
	go func() { // ok: Drain closes it
		for {
			select {
			case <-drained:
				return
			case <-time.After(time.Second):
				work()
			}
		}
	}()
}

// Drain ends it.
func Drain() { close(drained) }

// inClosure: the cancel function is called by a literal that is kept.
func (p *places) inClosure(onClose func(func())) {
	ctx, cancel := context.WithCancel(context.Background())
	onClose(func() { cancel() })
	go func() { // ok: what is called at the end cancels it
		<-ctx.Done()
	}()
}

// inField: the cancel function is called by another function.
func (p *places) inField(work func()) {
	var ctx context.Context
	ctx, p.stop = context.WithCancel(context.Background())
	go func() { // ok: closeField cancels it
		for ctx.Err() == nil {
			work()
		}
	}()
}

func (p *places) closeField() { p.stop() }

// escapes: somebody gets the cancel function.
func escapes() (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // ok: the caller may cancel it
		<-ctx.Done()
	}()
	return ctx, cancel
}

// Escapes is such a caller, and hands it on.
func Escapes(use func(func())) {
	_, cancel := escapes()
	use(cancel)
}

// todo and withoutCancel are contexts that nobody can cancel.
func todo(ctx context.Context, work func()) {
	never, cut := context.TODO(), context.WithoutCancel(ctx)
	go func() { // want `goroutine waits for never, which nothing cancels`
		<-never.Done()
	}()
	go func() { // want `goroutine stops on cut, which nothing cancels`
		for cut.Err() == nil {
			work()
		}
	}()
	valued := context.WithValue(context.Background(), struct{}{}, 1)
	go func() { // want `goroutine waits for valued, which nothing cancels`
		<-valued.Done()
	}()
}
