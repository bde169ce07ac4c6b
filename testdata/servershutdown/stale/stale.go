package stale

import (
	"context"
	"net/http"
	"time"
)

func stop(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	//lint:ignore quiesce/servershutdown the context was cancelled once // want `directive silences nothing`
	return srv.Shutdown(ctx)
}

func abort(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	//lint:ignore quiesce/servershutdown what is left is cut off on purpose
	return srv.Shutdown(ctx)
}

func kill(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	/* want `directive gives no reason` */ //lint:ignore quiesce/servershutdown
	return srv.Shutdown(ctx)               // want `already cancelled`
}
