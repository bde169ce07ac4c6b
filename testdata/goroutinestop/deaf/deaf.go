// Package deaf has goroutines that a context comes to and that do not end
// when it is cancelled.
package deaf

import (
	"context"
	"log"
	"net/http"
	"time"
)

type refresher struct {
	ctx context.Context
}

func (r *refresher) Start(ctx context.Context) {
	go r.run(ctx)      // want `goroutine receives "ctx" but never checks it`
	go r.breaks(ctx)   // want `goroutine checks "ctx" but does not end with it`
	go r.logs(ctx)     // want `goroutine checks "ctx" but does not end with it`
	go r.handsOn(ctx)  // want `goroutine hands "ctx" on in a loop that it never leaves`
	go r.field()       // want `goroutine hands "r.ctx" on in a loop that it never leaves`
	go r.labelled(ctx) // ok: the label takes it out of the loop
	go func() {        // want `goroutine hands "ctx" on in a loop that it never leaves`
		for {
			r.refresh(ctx)
			time.Sleep(time.Minute)
		}
	}()
	go func() { // want `goroutine runs an endless loop`
		for {
			r.refresh(context.Background())
			time.Sleep(time.Minute)
		}
	}()
}

func (r *refresher) run(ctx context.Context) {
	for {
		r.refresh(context.Background())
		time.Sleep(time.Minute)
	}
}

func (r *refresher) breaks(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			break
		case <-time.After(time.Minute):
			r.refresh(ctx)
		}
	}
}

func (r *refresher) logs(ctx context.Context) {
	for range time.Tick(time.Minute) {
		if err := ctx.Err(); err != nil {
			log.Print("refresh: ", err)
			continue
		}
		r.refresh(ctx)
	}
}

func (r *refresher) handsOn(ctx context.Context) {
	for {
		child, cancel := context.WithTimeout(ctx, time.Second)
		r.refresh(child)
		cancel()
		time.Sleep(time.Minute)
	}
}

func (r *refresher) field() {
	for {
		r.refresh(r.ctx)
		time.Sleep(time.Minute)
	}
}

func (r *refresher) labelled(ctx context.Context) {
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case <-time.After(time.Minute):
			r.refresh(ctx)
		}
	}
}

func (r *refresher) refresh(ctx context.Context) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/", nil)
	if err == nil {
		_, _ = http.DefaultClient.Do(req)
	}
}

// handle starts work that is to end with the request.
func handle(w http.ResponseWriter, req *http.Request) {
	r := new(refresher)
	go func() { // want `goroutine hands "req.Context\(\)" on in a loop that it never leaves`
		for {
			r.refresh(req.Context())
			time.Sleep(time.Second)
		}
	}()
}

// merge returns a context that ends with either of the two.
func merge(a, b context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // want `goroutine waits to cancel "ctx", and does not end if somebody else cancels it`
		select {
		case <-a.Done():
		case <-b.Done():
		}
		cancel()
	}()
	return ctx, cancel
}

// mergeAll looks at its own context, too.
func mergeAll(a, b context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // ok: whoever cancels ctx ends it
		defer cancel()
		select {
		case <-a.Done():
		case <-b.Done():
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// until is the only one that can cancel.
func until(stop <-chan struct{}) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // ok: nobody else has the cancel function
		<-stop
		cancel()
	}()
	return ctx
}

// play begins when the connection is there.
func play(send func()) context.CancelFunc {
	connected, connect := context.WithCancel(context.Background())
	go func() { // want `goroutine runs an endless loop`
		<-connected.Done()
		for range time.Tick(time.Second) {
			send()
		}
	}()
	return connect
}
