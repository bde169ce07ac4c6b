// Package idioms shuts servers down in the right ways.
package idioms

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

const limit = 15 * time.Second

// fresh makes a context of its own for the drain.
func fresh(srv *http.Server) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- srv.ListenAndServe() }() // ok: it is shut down below
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop()
	drain, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	return srv.Shutdown(drain) // ok: the drain has a context of its own
}

// detached keeps the values of the context.
func detached(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	return srv.Shutdown(drain) // ok: it is not cancelled with ctx
}

// idle waits for the idle connections, as the documentation of net/http does.
func idle(ctx context.Context, srv *http.Server) error {
	closed := make(chan struct{})
	go func() {
		<-ctx.Done()
		if err := srv.Shutdown(context.Background()); err != nil { // ok: a background context
			log.Print(err)
		}
		close(closed)
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err) // ok: another error
	}
	<-closed
	return nil
}

// grouped shuts down in one goroutine of a group and serves in another.
func grouped(ctx context.Context, srv *http.Server) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // ok: the other one shuts it down
			return err
		}
		return nil
	})
	g.Go(func() error {
		<-gctx.Done()
		drain, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		return srv.Shutdown(drain) // ok: a context of its own
	})
	return g.Wait()
}

// afterFunc hands the method on.
func afterFunc(ctx context.Context, l net.Listener) func() bool {
	srv := &http.Server{}
	go srv.Serve(l) // ok: Close is called when ctx is done
	return context.AfterFunc(ctx, func() { srv.Close() })
}

// registered ends what it has hijacked when the server shuts down.
type registered struct{ srv, sockets *http.Server }

func (r *registered) Start() {
	r.srv.RegisterOnShutdown(func() { r.sockets.Close() })
	go r.srv.ListenAndServe()     // ok: Stop shuts it down
	go r.sockets.ListenAndServe() // ok: the shutdown of the other closes it
}

func (r *registered) Stop(ctx context.Context) error { return r.srv.Shutdown(ctx) }

// actors is the shape of run.Group: what runs, and what interrupts it.
type actors struct{ list []actor }

type actor struct {
	execute   func() error
	interrupt func(error)
}

func (a *actors) add(execute func() error, interrupt func(error)) {
	a.list = append(a.list, actor{execute, interrupt})
}

func runGroup(a *actors) {
	srv := &http.Server{Addr: ":8080"}
	a.add(func() error {
		return srv.ListenAndServe() // ok: the error ends the group, whatever it is
	}, func(error) {
		drain, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		srv.Shutdown(drain) // ok: a context of its own
	})
	ctx, cancel := context.WithCancel(context.Background())
	a.add(func() error {
		<-ctx.Done()
		return ctx.Err()
	}, func(error) {
		cancel()
	})
}

// hook is the shape of fx: each function gets a context with a deadline.
type hook struct {
	OnStart func(context.Context) error
	OnStop  func(context.Context) error
}

func hooks(srv *http.Server, add func(hook)) {
	admin := &http.Server{Addr: ":6060"}
	add(hook{
		OnStart: func(context.Context) error {
			go srv.ListenAndServe() // ok: OnStop shuts it down
			go admin.ListenAndServe()
			return nil
		},
		OnStop: func(ctx context.Context) error {
			return errors.Join(srv.Shutdown(ctx), admin.Close()) // ok: the context of the stop
		},
	})
}

func hookValue(add func(hook)) {
	srv := &http.Server{Addr: ":8080"}
	add(hook{
		OnStart: func(context.Context) error {
			go srv.ListenAndServe() // ok: the method is handed on
			return nil
		},
		OnStop: srv.Shutdown,
	})
}

// runnable is the shape of controller-runtime: Start blocks until ctx is done.
type runnable struct{ srv *http.Server }

func (r *runnable) Start(ctx context.Context) error {
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		if err := r.srv.Shutdown(drain); err != nil { // ok: a context of its own
			log.Print(err)
		}
	}()
	if err := r.srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-drained
	return nil
}
