// Package facts ends servers with helpers of another package.
package facts

import (
	"context"
	"net/http"

	"example.com/fleet/servershutdown/facts/ending"
)

func finish(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	return ending.Finish(ctx, srv) // want `ending\.Finish is given a context that is already cancelled \(it cleans up with it\)`
}

func finishSoon(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	return ending.FinishSoon(ctx, srv) // ok: it detaches the context
}

func finishWhileAlive(ctx context.Context, srv *http.Server) error {
	return ending.Finish(ctx, srv) // ok: the context may be alive
}

func requested(ctx context.Context, srv *http.Server) error {
	ending.Requested(ctx)
	return srv.Shutdown(ctx) // want `\(\*http\.Server\)\.Shutdown is given a context that is already cancelled`
}
