package lostcancel

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

var errClosing = errors.New("closing")

// A clientConn has a addrConn for each address that it resolves.
type clientConn struct {
	ctx    context.Context
	cancel context.CancelFunc
	mu     sync.Mutex
	conns  []*addrConn
}

// A addrConn is connected as long as its client is.
type addrConn struct {
	cc     *clientConn
	ctx    context.Context
	cancel context.CancelFunc
	addr   string
}

// Close ends the connections, too.
func (cc *clientConn) Close() {
	cc.cancel()
	cc.mu.Lock()
	defer cc.mu.Unlock()
	for _, t := range cc.conns {
		t.cancel()
	}
}

// add has a addrConn that knows its client, and waits with it.
func (cc *clientConn) add(addr string) {
	t := &addrConn{cc: cc, addr: addr}
	t.ctx, t.cancel = context.WithCancel(cc.ctx)
	cc.mu.Lock()
	cc.conns = append(cc.conns, t)
	cc.mu.Unlock()
	t.monitor()
}

func (t *addrConn) monitor() {
	for {
		if conn, err := net.Dial("tcp", t.addr); err == nil {
			_ = conn.Close()
		}
		select {
		case <-time.After(time.Second):
		case <-t.ctx.Done():
			return
		}
	}
}

// Dial forgets to set its result.
func Dial(ctx context.Context, addr string) (conn *clientConn, err error) {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // want `cc.cancel is lost, uncalled, with the return on line 76 \(only the goroutine that waits for it has "cc"\)`
	defer func() {
		if ctx.Err() != nil && conn != nil {
			conn.Close()
			conn = nil
		}
	}()
	go func() {
		cc.add(addr)
	}()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return conn, nil
}

// DialAll loses the connections that it has when an address is wrong.
func DialAll(addrs []string) (*clientConn, error) {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // want `cc.cancel is lost, uncalled, with the return on line 87 \(only the goroutine that waits for it has "cc"\)`
	for _, addr := range addrs {
		if _, _, err := net.SplitHostPort(addr); err != nil {
			return nil, err
		}
		go cc.add(addr)
	}
	return cc, nil
}

// DialSafe closes what it has made.
func DialSafe(addrs []string) (_ *clientConn, err error) {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // ok: closed by the deferred function
	defer func() {
		if err != nil {
			cc.Close()
		}
	}()
	for _, addr := range addrs {
		if _, _, err := net.SplitHostPort(addr); err != nil {
			return nil, err
		}
		go cc.add(addr)
	}
	return cc, nil
}

// addOnce closes the client when the addrConn is there.
func (cc *clientConn) addOnce(addr string) {
	t := &addrConn{cc: cc, addr: addr}
	t.ctx = cc.ctx
	cc.conns = append(cc.conns, t)
	if _, err := net.Dial("tcp", t.addr); err != nil {
		t.cc.Close()
	}
	<-t.ctx.Done()
}

// DialOnce leaves the client to its goroutine.
func DialOnce(addr string) error {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // ok: a addrConn may close it
	go cc.addOnce(addr)
	if addr == "" {
		return errClosing
	}
	return nil
}

// A pool has the clients of the process.
type pool struct {
	mu      sync.Mutex
	clients []*clientConn
}

func (p *pool) register(cc *clientConn, addr string) {
	p.mu.Lock()
	p.clients = append(p.clients, cc)
	p.mu.Unlock()
	cc.add(addr)
}

// dial has a client that is in the pool.
func (p *pool) dial(addr string) error {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // ok: the pool has it
	go p.register(cc, addr)
	if addr == "" {
		return errClosing
	}
	return nil
}

// offer hands the addrConn to whoever asks.
func (cc *clientConn) offer(addr string, to chan<- *addrConn) {
	t := &addrConn{cc: cc, addr: addr, ctx: cc.ctx}
	to <- t
	t.monitor()
}

// DialFor shows its connections.
func DialFor(addr string, to chan<- *addrConn) error {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // ok: who gets the addrConn has its client
	go cc.offer(addr, to)
	if addr == "" {
		return errClosing
	}
	return nil
}

// limit ends the addrConn after a while.
func (cc *clientConn) limit(addr string) {
	t := &addrConn{cc: cc, addr: addr}
	t.ctx, t.cancel = context.WithCancel(cc.ctx)
	time.AfterFunc(time.Minute, t.cancel)
	t.monitor()
}

// DialShort has a addrConn that ends.
func DialShort(addr string) error {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // ok: nobody waits for it for long
	go cc.limit(addr)
	if addr == "" {
		return errClosing
	}
	return nil
}

// scoped waits with a context of its own.
func (cc *clientConn) scoped() {
	ctx, cancel := context.WithCancel(cc.ctx)
	defer cancel()
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// DialScoped loses a client whose goroutine cannot end.
func DialScoped(addr string) (*clientConn, error) {
	cc := &clientConn{}
	cc.ctx, cc.cancel = context.WithCancel(context.Background()) // want `cc.cancel is lost, uncalled, with the return on line 216 \(only the goroutine that waits for it has "cc"\)`
	go cc.scoped()
	if addr == "" {
		return nil, errClosing
	}
	return cc, nil
}

// A watcher tells its owner, by a function value.
type watcher struct {
	ctx     context.Context
	cancel  context.CancelFunc
	onClose func()
}

func (w *watcher) stop() { w.cancel() }

func (w *watcher) wait() { <-w.ctx.Done() }

// Watch can be stopped by whoever has the function.
func Watch(onEnd func(func())) error {
	w := &watcher{}
	w.ctx, w.cancel = context.WithCancel(context.Background()) // ok: stopped by the value
	w.onClose = w.stop
	go w.wait()
	if onEnd == nil {
		return errClosing
	}
	onEnd(w.onClose)
	return nil
}

// A mirror has one context in another.
type mirror struct {
	ctx, inCtx       context.Context
	cancel, inCancel context.CancelFunc
	deep             bool
}

// NewMirror loses two cancel functions by one mistake.
func NewMirror(ctx context.Context, path string, deep bool) (*mirror, error) {
	m := &mirror{deep: deep}
	m.ctx, m.cancel = context.WithCancel(ctx)       // want `m.cancel is lost, uncalled, with the return on line 258 \(nobody else has "m"\)`
	m.inCtx, m.inCancel = context.WithCancel(m.ctx) // ok: cancelled with the other
	if m.deep && path == "" {
		return nil, errClosing
	}
	return m, nil
}
