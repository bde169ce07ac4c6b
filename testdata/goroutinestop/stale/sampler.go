// Package sampler reads the load of the machine.
package sampler

import (
	"context"
	"time"
)

// A Sampler keeps the last reading.
type Sampler struct {
	load   chan float64
	unplug func()
}

// Close lets go of the meter.
func (s *Sampler) Close() { s.unplug() }

// Start reads the load for as long as the process lives.
func (s *Sampler) Start() {
	//lint:ignore quiesce/goroutinestop it has no state and ends with the process // ok: it silences the loop below
	go func() {
		for {
			s.load <- read()
			time.Sleep(time.Second)
		}
	}()
}

// StartContext reads the load until ctx is done.
func (s *Sampler) StartContext(ctx context.Context) {
	//lint:ignore quiesce/goroutinestop from the time when it took no context // want `directive silences nothing \(no such finding is where it applies\)`
	go func() {
		for ctx.Err() == nil {
			s.load <- read()
			time.Sleep(time.Second)
		}
	}()
}

// Watch has the reason on the wrong side of a line break.
func (s *Sampler) Watch() {
	/* want `directive gives no reason` */ //lint:ignore quiesce/goroutinestop
	// it has to watch for ever
	go func() { // want `goroutine runs an endless loop and has no way to stop`
		for {
			<-s.load
		}
	}()
}

func read() float64 { return 0.5 }
