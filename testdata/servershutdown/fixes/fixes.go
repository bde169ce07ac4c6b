// Package fixes has findings that can be mended on the spot.
package fixes

import (
	"context"
	"errors"
	"log"
	"net/http"
	"time"
)

type server struct{ srv *http.Server }

func (s *server) Start() {
	go func() {
		log.Fatal(s.srv.ListenAndServe()) // want `log\.Fatal is called with ErrServerClosed`
	}()
	go func() {
		if err := s.srv.ListenAndServe(); err != nil {
			log.Fatalf("serve: %v", err) // want `log\.Fatalf is called with ErrServerClosed`
		}
	}()
}

func (s *server) Stop(ctx context.Context) error {
	<-ctx.Done()
	return s.srv.Shutdown(ctx) // want `already cancelled`
}

func (s *server) StopWithin(ctx context.Context, limit time.Duration) error {
	<-ctx.Done()
	drain, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return errors.Join(ctx.Err(), s.srv.Shutdown(drain)) // want `already cancelled`
}
