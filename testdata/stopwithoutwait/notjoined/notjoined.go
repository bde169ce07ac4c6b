// Package notjoined is looked at with -stopwithoutwait.notjoined.
package notjoined

import (
	"context"
	"time"
)

type manager struct {
	stop  chan struct{}
	conns int
}

func (m *manager) Start() {
	go m.run() // want `goroutine may outlive the call of \(\*manager\).Stop that stops it \(nothing waits for it to end\)`
}

func (m *manager) run() {
	for {
		select {
		case <-m.stop:
			return
		case <-time.After(time.Second):
			m.conns = 0
		}
	}
}

func (m *manager) Stop() { close(m.stop) }

type plugin struct {
	stopPolling context.CancelFunc
	subscribers int
}

func (p *plugin) startPolling() {
	var ctx context.Context
	ctx, p.stopPolling = context.WithCancel(context.Background())
	go p.poll(ctx) // want `goroutine may outlive the call of \(\*plugin\).unsubscribe that stops it`
}

func (p *plugin) poll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

func (p *plugin) unsubscribe() {
	p.subscribers--
	if p.subscribers == 0 {
		p.stopPolling()
	}
}

// other has a method Close that is about something else.
type other struct{ stop chan struct{} }

func (o *other) Close() {}

func (o *other) Start(m *manager) {
	go func() { // ok: nothing of this type stops it
		<-m.stop
	}()
}

// request cancels the context that it has made itself.
func (o *other) stopAll(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	go o.notify(ctx) // ok: it belongs to the call
	time.Sleep(time.Second)
}

func (o *other) notify(ctx context.Context) { <-ctx.Done() }
