// Package service has functions that serve until their context is done.
package service

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

const limit = 5 * time.Second

// A Service serves a handler.
type Service struct {
	addr    string
	cert    string
	key     string
	handler http.Handler
	drained chan struct{}
	group   sync.WaitGroup
}

// Start returns what looks like a failure, and while requests are in hand.
func (s *Service) Start(ctx context.Context) error {
	srv := http.Server{Addr: s.addr, Handler: s.handler}
	go func() {
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		_ = srv.Shutdown(drain)
	}()
	if s.cert != "" {
		log.Print("listening with TLS")
		return srv.ListenAndServeTLS(s.cert, s.key) // want `\(\*http\.Server\)\.ListenAndServeTLS returns when Shutdown begins, and Start with it, as a failure`
	}
	return srv.ListenAndServe() // ok: it is said once of the drain
}

// Serve knows the error, and does not wait either.
func (s *Service) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s.handler}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	err := srv.Serve(l) // want `\(\*http\.Server\)\.Serve returns when Shutdown begins, and Serve with it \(nothing waits for the drain\)`
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// Wait has a channel for it.
func (s *Service) Wait(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s.handler}
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) { // ok: the drain is waited for
		return err
	}
	<-done
	return nil
}

// Counted leaves the waiting to its caller.
func (s *Service) Counted(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s.handler}
	s.group.Go(func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	})
	return srv.Serve(l) // ok: Join waits for the group
}

// Told leaves it to who receives from a field.
func (s *Service) Told(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s.handler}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
		close(s.drained)
	}()
	return srv.Serve(l) // ok: Join waits for the channel
}

// Join waits for the drains.
func (s *Service) Join() {
	s.group.Wait()
	<-s.drained
}

// Cut does not drain: there is nothing to wait for.
func (s *Service) Cut(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s.handler}
	go func() {
		<-ctx.Done()
		srv.Close()
	}()
	return srv.Serve(l) // ok: Close waits for nothing
}

// A Pair has a method for each half: who calls Stop waits for it.
type Pair struct{ srv *http.Server }

func (p *Pair) Run() error { return p.srv.ListenAndServe() } // ok: the caller is told

func (p *Pair) Stop(ctx context.Context) error { return p.srv.Shutdown(ctx) }

// answerChallenge serves one answer, and no more.
func answerChallenge(ctx context.Context, l net.Listener, answer http.Handler) error {
	srv := &http.Server{Handler: answer}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	err := srv.Serve(l) // ok: whoever cancels has got the answer
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func startStatusServer(ctx context.Context, l net.Listener) {
	srv := &http.Server{}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.Background())
	}()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) { // want `\(\*http\.Server\)\.Serve returns when Shutdown begins, and startStatusServer with it`
		log.Print(err)
	}
}
