// Package testfileson has goroutines in its tests, which the flag tests asks to look at.
package testfileson

// A Simulator moves vehicles.
type Simulator struct{ step func() }

// Stop lets them roll out.
func (s *Simulator) Stop() { s.step() }

// Start moves them for ever.
func (s *Simulator) Start() {
	go s.run() // want `goroutine runs an endless loop`
}

func (s *Simulator) run() {
	for {
		s.step()
	}
}
