// Package stale has directives against findings.
package stale

import "time"

type store interface {
	Put(key string) error
	Close() error
}

type beat struct {
	data store
	quit chan struct{}
}

func (b *beat) Start() {
	//lint:ignore quiesce/stopwithoutwait a beat that comes too late may be lost
	go b.run()
}

func (b *beat) run() {
	for {
		select {
		case <-b.quit:
			return
		case <-time.After(time.Second):
			_ = b.data.Put("beat")
		}
	}
}

func (b *beat) Close() error {
	close(b.quit)
	return b.data.Close()
}

type tick struct{ quit chan struct{} }

func (t *tick) Start() {
	//lint:ignore quiesce/stopwithoutwait reported with -stopwithoutwait.notjoined
	go t.run()
}

func (t *tick) run() { <-t.quit }

func (t *tick) Close() { close(t.quit) }

func work() {
	//lint:ignore quiesce/stopwithoutwait from the time when it looped // want `directive silences nothing`
	work2()
}

func work2() {}

func (b *beat) again() {
	/* want `directive gives no reason` */ //lint:ignore quiesce/stopwithoutwait
	// it ends with the process
	go b.run() // want `goroutine may be running and still uses b.data`
}
