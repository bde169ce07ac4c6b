package deadcontext

import (
	"context"
	"net/http"
	"time"
)

func deferredWorker(ctx context.Context, store *lease) {
	defer store.Release(ctx, "leader") // want `already cancelled`
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			store.hold()
		}
	}
}

func deferredLiteral(ctx context.Context, store *lease) {
	defer func() {
		if err := store.Release(ctx, "leader"); err != nil { // want `already cancelled`
			store.hold()
		}
	}()
	<-ctx.Done()
}

func deferredSometimes(ctx context.Context, store *lease) error {
	defer store.Release(ctx, "leader") // ok: on one way out ctx is alive
	if err := store.check(ctx); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

func deferredAfterTheCancel(srv *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer srv.Shutdown(ctx) // want `already cancelled`
	defer cancel()
	serveSome(srv)
}

func deferredBeforeTheCancel(srv *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	defer srv.Shutdown(ctx) // ok: what is deferred last is called first
	serveSome(srv)
}

func serveSome(*http.Server) {}
