// Package api has servers that are made of others, and whose names do not say
// what they do.
package api

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// A Server serves over HTTP.
type Server struct{ http *http.Server }

// New returns a server.
func New(addr string) *Server { return &Server{&http.Server{Addr: addr}} }

// Start serves until the server is stopped.
func (s *Server) Start() error {
	return s.http.ListenAndServe() // ok: the caller is told that it is closed
}

// Stop lets the requests in hand come to their end.
func (s *Server) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return s.http.Shutdown(ctx)
}

// A Quiet server keeps ErrServerClosed to itself, and waits for the drain.
type Quiet struct {
	http    *http.Server
	drained chan struct{}
}

// NewQuiet returns a server.
func NewQuiet() *Quiet { return &Quiet{&http.Server{}, make(chan struct{})} }

// Start serves until the server has been stopped.
func (q *Quiet) Start() error {
	err := q.http.ListenAndServe()
	if !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-q.drained
	return nil
}

// Stop lets the requests in hand come to their end.
func (q *Quiet) Stop() error {
	defer close(q.drained)
	return q.http.Shutdown(context.Background())
}

// A Worker works until it is closed.
type Worker struct{ quit chan struct{} }

// NewWorker returns a worker.
func NewWorker() *Worker { return &Worker{make(chan struct{})} }

// Run works.
func (w *Worker) Run() { <-w.quit }

// Close ends it.
func (w *Worker) Close() { close(w.quit) }

// A Job runs to its end.
type Job struct{ steps []func() }

// NewJob returns a job.
func NewJob() *Job { return &Job{} }

// Run runs the steps.
func (j *Job) Run() {
	for _, step := range j.steps {
		step()
	}
}

// Close forgets the steps.
func (j *Job) Close() { j.steps = nil }
