package testfiles

import (
	"context"
	"log"
	"net"
	"net/http"
	"testing"
)

func TestShutdownCancelled(t *testing.T) {
	s := &service{srv: &http.Server{}}
	ctx, cancel := context.WithCancel(t.Context())
	s.Start(ctx)
	cancel()
	if err := s.srv.Shutdown(ctx); err == nil { // ok: the test is about a context that is cancelled
		t.Error("no error")
	}
}

func TestServe(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{}
	defer srv.Close()
	go func() {
		log.Fatal(srv.Serve(l)) // want `log\.Fatal is called with ErrServerClosed when Close begins`
	}()
	left := &http.Server{}
	go left.ListenAndServe() // ok: the process ends with the test
}
