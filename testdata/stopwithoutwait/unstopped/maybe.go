package unstopped

import (
	"errors"
	"time"
)

// ticker starts nothing if it is told so.
type ticker struct {
	every time.Duration
	quit  chan struct{}
}

func newTicker(every time.Duration, only bool) (*ticker, error) {
	t := &ticker{every: every, quit: make(chan struct{})}
	if only {
		return t, nil
	}
	go t.run()
	return t, nil
}

func (t *ticker) run() {
	for {
		select {
		case <-t.quit:
			return
		case <-time.After(t.every):
		}
	}
}

func (t *ticker) period() time.Duration { return t.every }

func (t *ticker) Close() { close(t.quit) }

func periodOf(every time.Duration) (time.Duration, error) {
	t, err := newTicker(every, true) // ok: it starts nothing
	if err != nil {
		return 0, err
	}
	return t.period(), nil
}

// pulses starts some, or fails.
type pulses struct {
	n    int
	quit chan struct{}
}

func newPulses(n int) (*pulses, error) {
	if n <= 0 {
		return nil, errors.New("empty")
	}
	p := &pulses{n: n, quit: make(chan struct{})}
	for range n {
		go p.beat()
	}
	return p, nil
}

func (p *pulses) beat() {
	for {
		select {
		case <-p.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (p *pulses) size() int { return p.n }

func (p *pulses) Close() { close(p.quit) }

func sizeOf(n int) (int, error) {
	p, err := newPulses(n) // want `the goroutine of "p" is started here and never stopped \(\(\*pulses\).Close would\)`
	if err != nil {
		return 0, err
	}
	return p.size(), nil
}

// watchIf hands out a stop function in any case.
func watchIf(on bool) (stop func()) {
	done := make(chan struct{})
	if on {
		go func() {
			for {
				select {
				case <-done:
					return
				case <-time.After(time.Second):
				}
			}
		}()
	}
	return func() { close(done) }
}

func glance() {
	_ = watchIf(false) // ok: there may be nothing to stop
}

// warmUp has no use for the pulses, only for what can go wrong.
func warmUp(n int) error {
	_, err := newPulses(n) // want `the goroutine that newPulses starts is never stopped \(\(\*pulses\).Close would\)`
	return err
}
