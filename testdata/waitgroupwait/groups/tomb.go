package groups

import (
	"context"
	"net"

	"gopkg.in/tomb.v2"
)

func entombed(l net.Listener) {
	var t tomb.Tomb
	t.Go(func() error { // want `tomb.Tomb "t" counts goroutines but is never waited for`
		_, err := l.Accept()
		return err
	})
}

func entombedKilled(ctx context.Context) {
	t, ctx := tomb.WithContext(ctx)
	t.Go(func() error { return fetch(ctx, "index") }) // want `tomb.Tomb "t" counts goroutines but is never waited for`
	t.Kill(nil)
}

func entombedWaited(ctx context.Context) error {
	t, ctx := tomb.WithContext(ctx)
	t.Go(func() error { return fetch(ctx, "index") }) // ok: Wait is called below
	t.Kill(nil)
	return t.Wait()
}

func entombedDead(ctx context.Context) error {
	t, tctx := tomb.WithContext(ctx)
	t.Go(func() error { return fetch(tctx, "index") }) // ok: Dead tells when all have ended
	select {
	case <-t.Dead():
		return t.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

type feed struct {
	t     tomb.Tomb
	conns chan net.Conn
}

func newFeed() *feed {
	f := &feed{conns: make(chan net.Conn)}
	f.t.Go(f.loop) // want `tomb.Tomb "t" counts goroutines but is never waited for`
	return f
}

func (f *feed) loop() error {
	for {
		select {
		case conn := <-f.conns:
			conn.Close()
		case <-f.t.Dying():
			return nil
		}
	}
}

func (f *feed) stop() { f.t.Kill(nil) }
