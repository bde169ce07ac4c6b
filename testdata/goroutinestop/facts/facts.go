// Package facts starts functions of another package.
package facts

import (
	"context"
	"sync"
	"time"

	"example.com/fleet/goroutinestop/facts/telemetry"

	tm "example.com/fleet/goroutinestop/facts/telemetry"
)

// Start starts all kinds of them.
func Start(ctx context.Context, e *telemetry.Exporter, r *telemetry.Ring[int]) {
	go telemetry.Flush(time.Second)           // want `goroutine runs an endless loop`
	go tm.Main()                              // want `goroutine runs an endless loop`
	go telemetry.FlushUntil(ctx, time.Second) // ok: it returns when ctx is done

	go e.Run()                                  // want `goroutine runs an endless loop`
	go (*telemetry.Exporter).Run(e)             // want `goroutine runs an endless loop`
	go r.Run(func(int) {})                      // want `goroutine runs an endless loop`
	go (&telemetry.Ring[string]{}).Run(discard) // want `goroutine runs an endless loop`
	go e.Serve()                                // ok: the range ends with the channel

	flush := telemetry.Flush
	go flush(time.Minute) // want `goroutine runs an endless loop`

	var wg sync.WaitGroup
	wg.Go(e.Run) // want `goroutine runs an endless loop`
	wg.Go(e.Serve)
	wg.Wait()
}

func discard(string) {}

// service has an exporter inside.
type service struct{ *telemetry.Exporter }

// StartInner reaches functions of another package by a detour.
func StartInner(ctx context.Context, s service) {
	go s.Run()     // want `goroutine runs an endless loop`
	go s.forward() // want `goroutine runs an endless loop`
	go s.Serve()   // ok: the range ends with the channel
}

func (s service) forward() {
	if s.Exporter != nil {
		s.Exporter.Run()
	}
	telemetry.Main()
}

// StartUnseen starts methods of types that only their package can name.
func StartUnseen(s telemetry.Sampler) {
	go s.Run()                      // ok: it is not known whose method it is
	go telemetry.NewSampler().Run() // ok: facts are about what is exported
}
