// Package fatal takes the end of a server for a failure.
package fatal

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"example.com/fleet/servershutdown/rpc"
	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"
)

func drain(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return srv.Shutdown(ctx)
}

type api struct{ srv *http.Server }

func (a *api) Start() {
	go func() {
		log.Fatal(a.srv.ListenAndServe()) // want `log\.Fatal is called with ErrServerClosed when Shutdown begins \(the drain is cut off\)`
	}()
}

func (a *api) Stop() error { return drain(a.srv) }

type tested struct{ srv *http.Server }

func (t *tested) Start(l net.Listener) {
	go func() {
		err := t.srv.Serve(l)
		if err != nil {
			log.Printf("serve: %v", err)
			os.Exit(1) // want `os\.Exit is called with ErrServerClosed when Shutdown begins`
		}
	}()
}

func (t *tested) Stop(ctx context.Context) error { return t.srv.Shutdown(ctx) }

type panicking struct{ srv *http.Server }

func (p *panicking) Start() {
	go func() {
		if err := p.srv.ListenAndServeTLS("cert.pem", "key.pem"); err != nil {
			panic(fmt.Errorf("serve: %w", err)) // want `panic is called with ErrServerClosed when Close begins`
		}
	}()
}

func (p *panicking) Stop() error { return p.srv.Close() }

type compared struct{ srv *http.Server }

func (c *compared) Start() {
	go func() {
		if err := c.srv.ListenAndServe(); err != nil && err != http.ErrServerClosed {
			log.Fatal(err) // ok: it is another error
		}
	}()
	go func() {
		switch err := c.srv.ListenAndServe(); {
		case err == nil, errors.Is(err, http.ErrServerClosed):
		default:
			log.Fatal(err) // ok: it is another error
		}
	}()
	go func() {
		if err := c.srv.ListenAndServe(); errors.Is(err, net.ErrClosed) {
			log.Print(err)
		} else if err != nil {
			log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed when Shutdown begins`
		}
	}()
	go func() {
		err := c.srv.ListenAndServe()
		if errors.Is(err, http.ErrServerClosed) {
			return
		}
		log.Fatal(err) // ok: it is another error
	}()
	go func() {
		if err := c.srv.ListenAndServe(); err != nil && !strings.Contains(err.Error(), "closed") {
			log.Fatal(err) // ok: the text is compared
		}
	}()
}

func (c *compared) Stop() error { return drain(c.srv) }

type flagged struct {
	srv     *http.Server
	stopped atomic.Bool
}

func (f *flagged) Start() {
	go func() {
		if err := f.srv.ListenAndServe(); err != nil && !f.stopped.Load() {
			log.Fatal(err) // ok: only while nobody has asked for the end
		}
	}()
}

func (f *flagged) Stop() error {
	f.stopped.Store(true)
	return drain(f.srv)
}

type returned struct{ srv *http.Server }

func (r *returned) run() error {
	log.Print("serving")
	return r.srv.ListenAndServe()
}

func (r *returned) Start() {
	go func() {
		if err := r.run(); err != nil {
			log.Fatalf("run: %v", err) // want `log\.Fatalf is called with ErrServerClosed when Shutdown begins`
		}
	}()
}

func (r *returned) Stop() error { return drain(r.srv) }

func grouped(ctx context.Context, srv *http.Server) {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		return srv.ListenAndServe()
	})
	g.Go(func() error {
		<-ctx.Done()
		return drain(srv)
	})
	if err := g.Wait(); err != nil {
		log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed after Shutdown \(a clean stop ends as a failure\)`
	}
}

func groupedValue(ctx context.Context, srv *http.Server) {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(srv.ListenAndServe)
	g.Go(func() error {
		<-ctx.Done()
		return drain(srv)
	})
	if err := g.Wait(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err) // ok: it is another error
	}
	if err := g.Wait(); err != nil {
		log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed after Shutdown \(a clean stop ends as a failure\)`
	}
}

// never is not shut down by anything: every error is a failure.
func never(addr string) {
	srv := &http.Server{Addr: addr}
	log.Fatal(srv.ListenAndServe()) // ok: nothing shuts it down
}

// deferred closes the server when it has come to its end anyway.
func deferred(addr string) {
	srv := &http.Server{Addr: addr}
	defer srv.Close()
	defer func() {
		if err := srv.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
	}()
	if err := srv.ListenAndServe(); err != nil {
		log.Fatal(err) // ok: nothing shuts it down while it serves
	}
}

type calls struct{ srv *rpc.Server }

func (c *calls) Start(l net.Listener) {
	go func() {
		if err := c.srv.Serve(l); err != nil {
			log.Fatal(err) // ok: it returns nil once it has been stopped
		}
	}()
}

func (c *calls) Stop() { c.srv.GracefulStop() }

type site struct{ e *echo.Echo }

func (s *site) Start() {
	go func() {
		if err := s.e.Start(":8080"); err != nil {
			log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed when Shutdown begins`
		}
	}()
	go func() {
		if err := s.e.StartTLS(":8443", "cert.pem", "key.pem"); err != http.ErrServerClosed {
			log.Fatal(err) // ok: it is another error
		}
	}()
	go func() {
		if err := s.e.StartAutoTLS(":443"); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err) // ok: it is another error
		}
	}()
}

func (s *site) Stop(ctx context.Context) error { return s.e.Shutdown(ctx) }
