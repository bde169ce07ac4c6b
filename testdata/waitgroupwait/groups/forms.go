package groups

import (
	"context"

	"golang.org/x/sync/errgroup"
)

func declared(url string) {
	var g errgroup.Group
	g.Go(func() error { return nil }) // want `errgroup.Group "g" counts goroutines but is never waited for`
}

func declaredPointer(ctx context.Context, url string) {
	var g *errgroup.Group
	g, ctx = errgroup.WithContext(ctx)
	g.Go(func() error { return fetch(ctx, url) }) // want `errgroup.Group "g" counts goroutines but is never waited for`
}

func declaredWithValue(ctx context.Context, url string) {
	var g, gctx = errgroup.WithContext(ctx)
	g.Go(func() error { return fetch(gctx, url) }) // want `errgroup.Group "g" counts goroutines but is never waited for`
}

func literal(url string) {
	g := errgroup.Group{}
	g.TryGo(func() error { return nil }) // want `errgroup.Group "g" counts goroutines but is never waited for`
}

func literalPointer(url string) {
	g := &errgroup.Group{}
	g.Go(func() error { return nil }) // want `errgroup.Group "g" counts goroutines but is never waited for`
}

func made(url string) {
	g := new(errgroup.Group)
	g.Go(func() error { return nil }) // want `errgroup.Group "g" counts goroutines but is never waited for`
}

type syncer struct {
	group *errgroup.Group
	ctx   context.Context
	plain errgroup.Group
}

func newSyncer(ctx context.Context) *syncer {
	s := new(syncer)
	s.group, s.ctx = errgroup.WithContext(ctx)
	return s
}

func (s *syncer) start(url string) {
	s.group.Go(func() error { return fetch(s.ctx, url) }) // want `errgroup.Group "group" counts goroutines but is never waited for`
	s.plain.Go(func() error { return nil })               // want `errgroup.Group "plain" counts goroutines but is never waited for`
}

var background errgroup.Group

func inBackground(url string) {
	background.Go(func() error { return nil }) // want `errgroup.Group "background" counts goroutines but is never waited for`
}

func ofBranch(ctx context.Context, limited bool, url string) error {
	var g *errgroup.Group
	if limited {
		g = new(errgroup.Group)
		g.SetLimit(2)
	} else {
		g, ctx = errgroup.WithContext(ctx)
	}
	g.Go(func() error { return fetch(ctx, url) })
	if err := fetch(ctx, "index"); err != nil {
		return err // want `return may be reached before "g" is waited for`
	}
	return g.Wait()
}
