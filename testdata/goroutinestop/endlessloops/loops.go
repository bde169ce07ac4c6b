// Package endlessloops has loops of every form that control does not leave,
// next to those that it does.
package endlessloops

import (
	"context"
	"errors"
	"io"
	"log"
	"time"
)

var errStale = errors.New("stale position")

type tracker struct {
	positions chan string
	stale     chan struct{}
	limit     int
	src       io.Reader
}

func (t *tracker) start(ctx context.Context) {
	go t.bare()               // want `goroutine runs an endless loop`
	go t.constant()           // want `goroutine runs an endless loop`
	go t.named()              // want `goroutine runs an endless loop`
	go t.postStatement()      // want `goroutine runs an endless loop`
	go t.jump()               // want `goroutine runs an endless loop`
	go t.jumpOut()            // ok: goto leads out of the loop
	go t.breakSelect(ctx)     // want `goroutine checks "ctx" but does not end with it`
	go t.breakSwitch()        // want `goroutine runs an endless loop`
	go t.breakLoop(ctx)       // ok: the label is that of the loop
	go t.breakInner()         // want `goroutine runs an endless loop`
	go t.breakOuter()         // ok: the label is that of the outer loop
	go t.continueOuter()      // want `goroutine runs an endless loop`
	go t.returnInInner()      // ok: an inner loop returns
	go t.returnInLiteral(ctx) // want `goroutine checks "ctx" but does not end with it`
	go t.afterBreak()         // want `goroutine runs an endless loop`
	go t.untilEOF()           // ok: it ends with its source
	go t.counted()            // ok: it counts down
	go t.onOnePath(ctx)       // ok: the other path returns
	go t.onAllPaths(ctx)      // want `goroutine runs an endless loop`
}

func (t *tracker) bare() {
	for {
		t.store(<-t.positions)
	}
}

func (t *tracker) constant() {
	for true {
		t.store(<-t.positions)
	}
}

func (t *tracker) named() {
	const running = true
	for running {
		t.store(<-t.positions)
	}
}

func (t *tracker) postStatement() {
	for i := 0; ; i++ {
		t.store(<-t.positions)
		if i%1000 == 0 {
			log.Printf("%d positions", i)
		}
	}
}

func (t *tracker) jump() {
again:
	t.store(<-t.positions)
	time.Sleep(time.Second)
	goto again
}

func (t *tracker) jumpOut() {
	for {
		if err := t.store(<-t.positions); err != nil {
			goto out
		}
	}
out:
	log.Print("tracker has ended")
}

// The break leaves the select alone: the context has no effect.
func (t *tracker) breakSelect(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			break
		case p := <-t.positions:
			t.store(p)
		}
	}
}

func (t *tracker) breakSwitch() {
	for {
		switch err := t.store(<-t.positions); {
		case err == nil:
			continue
		case errors.Is(err, errStale):
			log.Print(err)
		default:
			break
		}
	}
}

func (t *tracker) breakLoop(ctx context.Context) {
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case p := <-t.positions:
			t.store(p)
		}
	}
}

func (t *tracker) breakInner() {
	for {
		for {
			if err := t.store(<-t.positions); err != nil {
				break
			}
		}
		time.Sleep(time.Second)
	}
}

func (t *tracker) breakOuter() {
outer:
	for {
		for {
			if err := t.store(<-t.positions); err != nil {
				break outer
			}
		}
	}
}

func (t *tracker) continueOuter() {
outer:
	for {
		for p := range t.positions {
			if err := t.store(p); err != nil {
				continue outer
			}
		}
		time.Sleep(time.Second)
	}
}

func (t *tracker) returnInInner() {
	for {
		for range t.limit {
			if err := t.store(<-t.positions); err != nil {
				return
			}
		}
	}
}

// The return belongs to the literal.
func (t *tracker) returnInLiteral(ctx context.Context) {
	for {
		func() {
			select {
			case <-ctx.Done():
				return
			case p := <-t.positions:
				t.store(p)
			}
		}()
	}
}

// What follows the first loop can be reached, but not left.
func (t *tracker) afterBreak() {
	for {
		if err := t.store(<-t.positions); err != nil {
			break
		}
	}
	for {
		<-t.stale
	}
}

func (t *tracker) untilEOF() {
	buf := make([]byte, 512)
	for {
		n, err := t.src.Read(buf)
		t.store(string(buf[:n]))
		if err == io.EOF {
			break
		}
	}
}

func (t *tracker) counted() {
	for n := t.limit; n > 0; n-- {
		t.store(<-t.positions)
	}
}

func (t *tracker) onOnePath(ctx context.Context) {
	if t.limit > 0 {
		t.bare()
		return
	}
	<-ctx.Done()
}

func (t *tracker) onAllPaths(ctx context.Context) {
	if t.limit > 0 {
		t.bare()
		return
	}
	<-ctx.Done()
	t.jump()
}

func (t *tracker) store(position string) error {
	if position == "" {
		return errStale
	}
	return nil
}
