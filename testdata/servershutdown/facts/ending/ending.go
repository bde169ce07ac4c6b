// Package ending has helpers for the end of a program.
package ending

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Requested returns when ctx is done.
func Requested(ctx context.Context) {
	<-ctx.Done()
}

// Finish ends servers within a minute.
func Finish(ctx context.Context, servers ...*http.Server) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for _, srv := range servers {
		err = errors.Join(err, srv.Shutdown(ctx)) // ok: it is for the caller to say
	}
	return err
}

// FinishSoon ends servers within a second, whatever ctx says.
func FinishSoon(ctx context.Context, servers ...*http.Server) (err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	for _, srv := range servers {
		err = errors.Join(err, srv.Shutdown(ctx)) // ok: it is detached
	}
	return err
}
