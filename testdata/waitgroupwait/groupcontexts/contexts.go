// Package groupcontexts uses the contexts that come with groups.
package groupcontexts

import (
	"context"
	"log/slog"

	"golang.org/x/sync/errgroup"
)

func fetch(ctx context.Context, url string) error {
	<-ctx.Done()
	return ctx.Err()
}

func store(ctx context.Context, urls []string) error { return fetch(ctx, "store") }

func logTo(ctx context.Context, what string) error {
	slog.InfoContext(ctx, what)
	return nil
}

func shadowed(ctx context.Context, urls []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(ctx, url) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return store(ctx, urls) // want `store is called with "ctx", which the Wait on line 28 has cancelled`
}

func named(ctx context.Context, urls []string) error {
	g, gctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(gctx, url) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return store(ctx, urls) // ok: it is the caller's context
}

func namedWrong(ctx context.Context, urls []string) error {
	g, gctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(gctx, url) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return store(gctx, urls) // want `store is called with "gctx", which the Wait on line 50 has cancelled`
}

func before(ctx context.Context, urls []string) error {
	g, gctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(gctx, url) })
	}
	if err := store(gctx, nil); err != nil { // ok: the group has not been waited for
		g.Wait()
		return err
	}
	return g.Wait()
}

func inRounds(ctx context.Context, batches [][]string) error {
	for _, urls := range batches {
		g, gctx := errgroup.WithContext(ctx)
		for _, url := range urls {
			g.Go(func() error { return fetch(gctx, url) }) // ok: it is the context of this round
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

func nested(ctx context.Context, batches [][]string) error {
	for _, urls := range batches {
		g, ctx := errgroup.WithContext(ctx) // ok: each round derives its own from the caller's
		for _, url := range urls {
			g.Go(func() error { return fetch(ctx, url) })
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return store(ctx, nil)
}

func logged(ctx context.Context, urls []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(ctx, url) })
	}
	err := g.Wait()
	slog.InfoContext(ctx, "fetched", "err", err)  // ok: a log takes values from it
	if err := logTo(ctx, "fetched"); err != nil { // ok: a log takes values from it
		return err
	}
	return err
}

func renewed(ctx context.Context, urls []string) error {
	g, gctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(gctx, url) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	gctx = context.WithoutCancel(gctx)
	return store(gctx, urls) // ok: it is another context
}

func countError(ctx context.Context, err error) error {
	slog.ErrorContext(ctx, "failed", "err", err)
	return err
}

func tallied(ctx context.Context, urls []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(ctx, url) })
	}
	if err := g.Wait(); err != nil {
		return countError(ctx, err) // ok: it takes note of an error
	}
	return nil
}

type tenantKey struct{}

func tenantFromContext(ctx context.Context) (string, bool) {
	name, ok := ctx.Value(tenantKey{}).(string)
	return name, ok
}

var summaries = make(map[string]int)

// summarize wants to know for whom.
func summarize(ctx context.Context, urls []string) error {
	tenant, ok := tenantFromContext(ctx)
	if !ok {
		return context.Canceled
	}
	summaries[tenant] = len(urls)
	return nil
}

func summarized(ctx context.Context, urls []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, url := range urls {
		g.Go(func() error { return fetch(ctx, url) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return summarize(ctx, urls) // ok: it takes the context for the values in it
}
