// Package notify has Waits that stand before what ends the goroutines.
package notify

import (
	"context"
	"sync"
	"time"
)

func work() {}

type poller struct {
	quit chan struct{}
	jobs chan func()
	wg   sync.WaitGroup
}

func newPoller() *poller {
	p := &poller{quit: make(chan struct{}), jobs: make(chan func())}
	p.wg.Add(1)
	go p.poll()
	return p
}

func (p *poller) poll() {
	defer p.wg.Done()
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			work()
		case job := <-p.jobs:
			job()
		case <-p.quit:
			return
		}
	}
}

func (p *poller) stop() {
	p.wg.Wait() // want `"wg" is waited for before "quit" is closed, and the goroutine of line 21 ends only then`
	close(p.quit)
}

type reporter struct {
	quit chan struct{}
	wg   sync.WaitGroup
}

func newReporter() *reporter {
	r := &reporter{quit: make(chan struct{})}
	r.wg.Go(r.report)
	return r
}

func (r *reporter) report() {
	for {
		select {
		case <-time.After(time.Second):
			work()
		case <-r.quit:
			return
		}
	}
}

func (r *reporter) stop() {
	close(r.quit)
	r.wg.Wait() // ok: the goroutine has been told
}

// The goroutines of a batch end by themselves, or with the quit of the owner.
type batch struct {
	quit chan struct{}
	wg   sync.WaitGroup
}

func newBatch(n int) *batch {
	b := &batch{quit: make(chan struct{})}
	for range n {
		b.wg.Go(func() {
			select {
			case <-time.After(time.Second):
				work()
			case <-b.quit:
			}
		})
	}
	return b
}

func (b *batch) stop() {
	b.wg.Wait() // ok: the goroutines end by themselves
	close(b.quit)
}

func feed(jobs []string) {
	var wg sync.WaitGroup
	queue := make(chan string)
	for range 4 {
		wg.Go(func() {
			for range queue {
				work()
			}
		})
	}
	for _, job := range jobs {
		queue <- job
	}
	wg.Wait() // want `"wg" is waited for before "queue" is closed, and the goroutine of line 102 ends only then`
	close(queue)
}

func feedDeferred(jobs []string) {
	var wg sync.WaitGroup
	queue := make(chan string)
	defer close(queue)
	for range 4 {
		wg.Add(1)
		go consume(queue, &wg)
	}
	for _, job := range jobs {
		queue <- job
	}
	wg.Wait() // want `"wg" is waited for before "queue" is closed, and the goroutine of line 121 ends only then`
}

func consume(queue <-chan string, wg *sync.WaitGroup) {
	defer wg.Done()
	for range queue {
		work()
	}
}

func feedOne(job string) {
	var wg sync.WaitGroup
	queue := make(chan string)
	wg.Go(func() {
		println(<-queue)
	})
	queue <- job
	wg.Wait() // ok: the goroutine receives once
	close(queue)
}

func results(jobs []string) []int {
	var wg sync.WaitGroup
	lengths := make(chan int, len(jobs))
	for _, job := range jobs {
		wg.Go(func() { lengths <- len(job) })
	}
	wg.Wait() // ok: the goroutines send on the channel
	close(lengths)
	var list []int
	for n := range lengths {
		list = append(list, n)
	}
	return list
}

func background() {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { watch(ctx) })
	work()
	wg.Wait() // want `"wg" is waited for before "cancel" is called, and the goroutine of line 165 ends only then`
	cancel()
}

func watch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			work()
		}
	}
}

// serve runs until the caller's context ends.
func serve(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	wg.Go(func() { watch(ctx) })
	wg.Wait() // ok: the caller ends it
}

func lastInFirstOut(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait() // want `"wg" is waited for before "cancel" is called, and the goroutine of line 196 ends only then`
	wg.Go(func() { watch(ctx) })
	return load(ctx)
}

func load(context.Context) error { return nil }

func rightOrder(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait() // ok: cancel runs before it
	defer cancel()
	wg.Go(func() { watch(ctx) })
	return load(ctx)
}

func inOneLiteral(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer func() {
		cancel()
		wg.Wait() // ok: cancel runs before it
	}()
	wg.Go(func() { watch(ctx) })
	return load(ctx)
}

func untilDone(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait() // ok: the function returns when the context has ended
	wg.Go(func() { watch(ctx) })
	<-ctx.Done()
	return ctx.Err()
}

func timed(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait() // ok: the time runs out
	wg.Go(func() { watch(ctx) })
	return load(ctx)
}

func cancelledElsewhere(ctx context.Context, urls []string) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var wg sync.WaitGroup
	wg.Go(func() { watch(ctx) })
	go func() {
		work()
		cancel()
	}()
	wg.Wait() // ok: a goroutine cancels
}

func polls(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait() // want `"wg" is waited for before "cancel" is called, and the goroutine of line 258 ends only then`
	wg.Go(func() {
		for ctx.Err() == nil {
			work()
		}
	})
	return load(ctx)
}

func endsOnError(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait() // ok: the goroutine may end by itself
	wg.Go(func() {
		for ctx.Err() == nil {
			if load(ctx) != nil {
				return
			}
		}
	})
	return load(ctx)
}

// tailer is stopped by the context that it makes for itself.
type tailer struct {
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

func newTailer() *tailer {
	ctx, cancel := context.WithCancel(context.Background())
	t := &tailer{cancel: cancel}
	t.wg.Add(1)
	go t.tail(ctx)
	return t
}

func (t *tailer) tail(ctx context.Context) {
	defer t.wg.Done()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			work()
		}
	}
}

func (t *tailer) stop() {
	t.wg.Wait() // want `"wg" is waited for before "cancel" is called, and the goroutine of line 291 ends only then`
	t.cancel()
}

// follower may be stopped by the caller's context, too.
type follower struct {
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

func newFollower(ctx context.Context) *follower {
	ctx, cancel := context.WithCancel(ctx)
	f := &follower{cancel: cancel}
	f.wg.Go(func() { <-ctx.Done() })
	return f
}

func (f *follower) join() {
	f.wg.Wait() // ok: the caller's context may end it
	f.cancel()
}

func inLoopOf(ctx context.Context, ready bool) {
	quit := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		<-quit
		work()
	})
	if !ready {
		close(quit)
		wg.Wait() // ok: it has been closed
		return
	}
	wg.Wait() // ok: another way closes the channel, so it is not clear
	close(quit)
}
