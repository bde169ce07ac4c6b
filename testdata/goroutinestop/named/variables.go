package named

import (
	"context"
	"log"
	"time"
)

// Monitor starts a loop that a local variable holds.
func (s *Service) Monitor(ctx context.Context, verbose bool) {
	loop := func() {
		for {
			s.once()
			time.Sleep(time.Second)
		}
	}
	go loop() // want `goroutine runs an endless loop`

	var later func()
	later = func() {
		for {
			s.once()
		}
	}
	go later() // want `goroutine runs an endless loop`

	report := func() {
		for {
			s.once()
		}
	}
	if !verbose {
		report = func() {}
	}
	go report() // ok: the variable may hold the other function

	stoppable := func() {
		for ctx.Err() == nil {
			s.once()
		}
	}
	go stoppable() // ok: the condition asks the context
}

// Run starts a function that someone hands in.
func (s *Service) Run(task func()) {
	go task() // ok: what the parameter holds is not known
}

// A Job is a task behind an interface.
type Job interface{ Do() }

type forever struct{ s *Service }

// Do implements Job.
func (f forever) Do() {
	for {
		f.s.once()
	}
}

// RunJob starts a method that an interface names.
func RunJob(j Job) {
	go j.Do() // ok: it is not known whose method it is
}

// RunForever starts the same method by its type.
func RunForever(ctx context.Context, s *Service) {
	go forever{s}.Do() // want `goroutine runs an endless loop`
}

var background = func() {
	for {
		log.Print("still here")
		time.Sleep(time.Hour)
	}
}

// RunBackground starts what a package variable holds.
func RunBackground() {
	go background() // ok: any function of the package may set the variable
}
