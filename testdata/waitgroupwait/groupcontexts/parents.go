package groupcontexts

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

func mirror(ctx context.Context, from, to string) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return fetch(gctx, from) })
	g.Go(func() error {
		return fetch(ctx, to) // want `"ctx" is not the context of the group, "gctx", so fetch goes on when another goroutine has failed`
	})
	return g.Wait()
}

func serve(ctx context.Context, srv *http.Server) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(srv.ListenAndServe)
	g.Go(func() error {
		<-gctx.Done()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		return srv.Shutdown(ctx) // ok: it is a fresh context
	})
	return g.Wait()
}

func stopped(ctx context.Context, srv *http.Server) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(srv.ListenAndServe)
	g.Go(func() error {
		<-gctx.Done()
		return srv.Shutdown(ctx) // ok: the group's context has ended here
	})
	return g.Wait()
}

func noted(ctx context.Context, url string) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return fetch(gctx, url) })
	g.Go(func() error { return logTo(ctx, url) }) // ok: a log takes values from it
	return g.Wait()
}

func without(ctx context.Context, url string) error {
	g, _ := errgroup.WithContext(ctx)
	g.Go(func() error { return fetch(ctx, url) }) // ok: the group's context has no name
	return g.Wait()
}

func plain(ctx context.Context, url string) error {
	var g errgroup.Group
	g.Go(func() error { return fetch(ctx, url) }) // ok: the group has no context
	return g.Wait()
}
