package unguarded

import (
	"context"
	"time"
)

// A Pulse is stopped before whoever takes its beats.
type Pulse struct {
	beats chan<- time.Time
	quit  chan struct{}
	done  chan struct{}
}

// NewPulse starts it.
func NewPulse(beats chan<- time.Time) *Pulse {
	p := &Pulse{beats: beats, quit: make(chan struct{}), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *Pulse) run() {
	t := time.NewTicker(time.Second)
	defer func() {
		t.Stop()
		close(p.done)
	}()
	for {
		select {
		case now := <-t.C:
			p.beats <- now // ok: Stop waits for it
		case <-p.quit:
			return
		}
	}
}

// Stop waits until the last beat has been taken.
func (p *Pulse) Stop() {
	close(p.quit)
	<-p.done
}

// A Loose pulse is told to stop, and nobody waits for it.
type Loose struct {
	beats chan<- time.Time
	quit  chan struct{}
}

// NewLoose starts it.
func NewLoose(beats chan<- time.Time) *Loose {
	p := &Loose{beats: beats, quit: make(chan struct{})}
	go p.run()
	return p
}

func (p *Loose) run() {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case now := <-t.C:
			p.beats <- now // want `send on "beats" cannot be stopped by the case on line \d+, as the rest of the loop can`
		case <-p.quit:
			return
		}
	}
}

// Stop tells it.
func (p *Loose) Stop() { close(p.quit) }

// Replay sends what it has before it begins to look at the context.
func Replay(ctx context.Context, old []string, fresh <-chan string, out chan<- string, show func(string)) {
	go func() {
		for _, s := range old {
			out <- s // ok: the case is that of the loop below
		}
		for {
			select {
			case s := <-fresh:
				show(s)
			case <-ctx.Done():
				return
			}
		}
	}()
}

// A Plan is asked for, and a Verdict is given.
type Plan struct{ node string }

// A Verdict says whether a plan fits.
type Verdict struct {
	node string
	fits bool
}

// A Pool has workers, which can be taken away.
type Pool struct {
	plans    chan Plan
	verdicts chan Verdict
	alarms   chan string
	stops    []chan struct{}
}

// NewPool makes one.
func NewPool() *Pool {
	return &Pool{plans: make(chan Plan), verdicts: make(chan Verdict), alarms: make(chan string)}
}

// Plans, Verdicts and Alarms are for those who ask.
func (p *Pool) Plans() chan<- Plan { return p.plans }

// Verdicts has one verdict for each plan.
func (p *Pool) Verdicts() <-chan Verdict { return p.verdicts }

// Alarms has what nobody has asked for.
func (p *Pool) Alarms() <-chan string { return p.alarms }

// Grow adds a worker.
func (p *Pool) Grow(fits func(Plan) bool, tick <-chan time.Time) {
	stop := make(chan struct{})
	p.stops = append(p.stops, stop)
	go p.work(stop, fits)
	go p.warn(stop, tick)
}

// Shrink takes one away.
func (p *Pool) Shrink() {
	last := len(p.stops) - 1
	close(p.stops[last])
	p.stops = p.stops[:last]
}

func (p *Pool) work(stop chan struct{}, fits func(Plan) bool) {
	for {
		select {
		case plan := <-p.plans:
			p.verdicts <- Verdict{plan.node, fits(plan)} // ok: whoever asks receives
		case <-stop:
			return
		}
	}
}

func (p *Pool) warn(stop chan struct{}, tick <-chan time.Time) {
	for {
		select {
		case now := <-tick:
			p.alarms <- now.String() // want `send on "alarms" cannot be stopped by the case on line \d+`
		case <-stop:
			return
		}
	}
}
