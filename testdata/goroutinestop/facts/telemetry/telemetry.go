// Package telemetry has functions that other packages start.
package telemetry

import (
	"context"
	"log"
	"time"
)

// Flush writes samples out for ever.
func Flush(every time.Duration) {
	for {
		time.Sleep(every)
		log.Print("flush")
	}
}

// FlushUntil writes samples out until ctx is done.
func FlushUntil(ctx context.Context, every time.Duration) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
			log.Print("flush")
		}
	}
}

// Main never returns, for it calls Flush.
func Main() {
	log.Print("telemetry is up")
	Flush(time.Second)
}

// An Exporter sends samples away.
type Exporter struct {
	samples chan float64
}

// Run sends samples for ever.
func (e *Exporter) Run() {
	for {
		log.Print(<-e.samples)
	}
}

// Serve sends samples until they end.
func (e *Exporter) Serve() {
	for s := range e.samples {
		log.Print(s)
	}
}

// A Ring keeps the last samples of any type.
type Ring[T any] struct{ in chan T }

// Run stores samples for ever.
func (r *Ring[T]) Run(keep func(T)) {
	for {
		keep(<-r.in)
	}
}

type sampler struct{ out chan float64 }

// NewSampler returns a value of a type that other packages cannot name.
func NewSampler() *sampler { return &sampler{make(chan float64)} }

// Run samples for ever.
func (s *sampler) Run() {
	for {
		s.out <- 1
		time.Sleep(time.Second)
	}
}

// Sampler is what other packages see of one.
type Sampler interface{ Run() }
