// Package directives says which goroutines are meant to run for ever.
package directives

import (
	"context"
	"time"
)

type sampler struct{ sample func() }

func (s *sampler) stop() { s.sample() }

func (s *sampler) start() {
	//lint:ignore quiesce/goroutinestop the sampler runs until the process ends
	go s.run() // ok: the directive above has a reason

	go s.run() //lint:ignore quiesce/goroutinestop the sampler runs until the process ends

	go s.run() //nolint:quiesce // a sampler

	go s.run() //nolint:errcheck // want `goroutine runs an endless loop`

	//lint:ignore quiesce/waitgroupwait another rule
	go s.run() // want `goroutine runs an endless loop`

	//lint:ignore quiesce/* the sampler runs until the process ends
	go func() { // ok: the directive above names all rules
		for {
			s.sample()
		}
	}()
}

func (s *sampler) run() {
	for {
		s.sample()
		time.Sleep(time.Second)
	}
}

func (s *sampler) once(ctx context.Context) {
	//lint:ignore quiesce/goroutinestop it used to have a loop // want `silences nothing`
	go s.sampleWith(ctx)
	//lint:ignore quiesce/goroutinestop it is over in no time, and a stricter level asks for a context
	go s.sample()
}

func (s *sampler) sampleWith(ctx context.Context) {
	if ctx.Err() == nil {
		s.sample()
	}
}
