package deadcontext

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// lease is a lock in a store that others look at.
type lease struct{ client *http.Client }

// Release gives the lock back.
func (l *lease) Release(ctx context.Context, key string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, "http://leases/"+key, nil)
	if err != nil {
		return err
	}
	res, err := l.client.Do(req)
	return errors.Join(err, res.Body.Close())
}

func (l *lease) check(ctx context.Context) error { return ctx.Err() }
func (l *lease) renew(context.Context)           {}
func (l *lease) hold()                           {}

// finish ends the server with whatever time ctx leaves.
func finish(ctx context.Context, srv *http.Server) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return srv.Shutdown(ctx) // ok: it is for the caller to say
}

// finishDetached needs no context that is alive.
func finishDetached(ctx context.Context, srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	return srv.Shutdown(ctx) // ok: it is detached
}

func untilStopped(ctx context.Context) {
	<-ctx.Done()
}

func throughHelper(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	return finish(ctx, srv) // want `finish hands on a context that is already cancelled \(to \(\*http\.Server\)\.Shutdown\)`
}

func throughDetached(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	return finishDetached(ctx, srv) // ok: the helper detaches it
}

func waitedByHelper(ctx context.Context, srv *http.Server) error {
	untilStopped(ctx)
	return srv.Shutdown(ctx) // want `already cancelled`
}

func throughLiteral(ctx context.Context, layers []string, fetched <-chan error, store *lease) error {
	for _, layer := range layers {
		abort := func() {
			if err := store.Release(ctx, layer); err != nil {
				store.hold()
			}
		}
		select {
		case <-ctx.Done():
			abort() // want `abort hands on a context that is already cancelled \(to \(\*lease\)\.Release\)`
			return ctx.Err()
		case err := <-fetched:
			if err != nil {
				abort() // ok: the fetch has failed, ctx may be alive
				return err
			}
		}
	}
	return nil
}

type worker struct {
	ctx    context.Context
	cancel context.CancelFunc
	store  *lease
}

func (w *worker) run() {
	for {
		select {
		case <-w.ctx.Done():
			w.store.Release(w.ctx, "worker") // want `already cancelled`
			return
		case <-time.After(time.Second):
		}
	}
}
