// Package deadcontext shuts things down with contexts that are done.
package deadcontext

import (
	"context"
	"errors"
	"log"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

func afterDone(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	return srv.Shutdown(ctx) // want `\(\*http\.Server\)\.Shutdown is given a context that is already cancelled \(it returns at once\)`
}

func afterSignal(srv *http.Server) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	<-ctx.Done()
	drain, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return srv.Shutdown(drain) // want `already cancelled`
}

func freshAfterSignal(srv *http.Server) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	<-ctx.Done()
	drain, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return srv.Shutdown(drain) // ok: a context of its own
}

func shadowed(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	return srv.Shutdown(ctx) // ok: it is detached from the one that is done
}

func reused(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return srv.Shutdown(ctx) // want `already cancelled`
}

func inCase(ctx context.Context, srv *http.Server, failed <-chan error) error {
	select {
	case err := <-failed:
		srv.Shutdown(ctx) // ok: the server has failed, ctx may be alive
		return err
	case <-ctx.Done():
		return srv.Shutdown(ctx) // want `already cancelled`
	}
}

func afterSelect(ctx context.Context, srv *http.Server, failed <-chan error) error {
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		slog.Info("stopping")
	}
	return srv.Shutdown(ctx) // want `already cancelled`
}

func afterEither(ctx context.Context, srv *http.Server, failed <-chan error) error {
	select {
	case err := <-failed:
		slog.Error("serve", "err", err)
	case <-ctx.Done():
	}
	return srv.Shutdown(ctx) // ok: on one way ctx is alive
}

func inLoop(ctx context.Context, queue <-chan string, store *lease) {
	for {
		select {
		case job := <-queue:
			store.Release(ctx, job) // ok: ctx is alive while there is work
		case <-ctx.Done():
			store.Release(ctx, "leader") // want `\(\*lease\)\.Release is given a context that is already cancelled \(it fails at once\)`
			return
		}
	}
}

func afterLoop(ctx context.Context, store *lease) error {
	for ctx.Err() == nil {
		time.Sleep(time.Second)
	}
	return store.Release(ctx, "leader") // want `already cancelled`
}

func afterTest(ctx context.Context, store *lease) error {
	if err := ctx.Err(); err != nil {
		return errors.Join(err, store.Release(ctx, "leader")) // want `already cancelled`
	}
	return store.Release(ctx, "leader") // ok: it was alive a moment ago
}

func afterCancel(store *lease) error {
	ctx, cancel := context.WithCancel(context.Background())
	go store.renew(ctx)
	store.hold()
	cancel()
	return store.Release(ctx, "leader") // want `already cancelled`
}

func beforeCancel(store *lease) error {
	ctx, cancel := context.WithCancel(context.Background())
	go store.renew(ctx)
	store.hold()
	defer cancel()
	return store.Release(ctx, "leader") // ok: cancel comes after it
}

func aliased(ctx context.Context, srv *http.Server) error {
	done := ctx.Done()
	<-done
	return srv.Shutdown(ctx) // want `already cancelled`
}

func ofRequest(srv *http.Server) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		srv.Shutdown(r.Context()) // want `already cancelled`
	}
}

func grouped(ctx context.Context, srv *http.Server) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error {
		<-ctx.Done()
		return srv.Shutdown(ctx) // want `already cancelled`
	})
	return g.Wait()
}

func afterGroup(ctx context.Context, store *lease) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return store.check(gctx) })
	err := g.Wait()
	store.Release(ctx, "leader")                           // ok: the context of the caller
	return errors.Join(err, store.Release(gctx, "leader")) // ok: a matter of groups, not of servers
}

func afterFunc(ctx context.Context, srv *http.Server) func() bool {
	return context.AfterFunc(ctx, func() {
		srv.Shutdown(ctx) // want `already cancelled`
	})
}

func afterFuncFresh(ctx context.Context, srv *http.Server) func() bool {
	return context.AfterFunc(ctx, func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		srv.Shutdown(stop) // ok: it is detached
	})
}

func logged(ctx context.Context, srv *http.Server) {
	<-ctx.Done()
	closeLog(ctx)                                      // ok: it only logs with the context
	log.Print(srv.Close(), ctx.Err())                  // ok: Close takes none
	slog.InfoContext(ctx, "stopped", "at", time.Now()) // ok: a logger wants the values
}

func closeLog(ctx context.Context) { slog.InfoContext(ctx, "closed") }
