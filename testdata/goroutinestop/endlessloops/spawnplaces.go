package endlessloops

import "time"

type meter struct{ ticks int }

func (m *meter) stop() { m.ticks = -1 }

// The goroutines of each meter start in a loop, or with a variable.
func newMeters(names []string) []*meter {
	meters := make([]*meter, len(names))
	for i := range names {
		meters[i] = new(meter)
		go meters[i].tick() // want `goroutine runs an endless loop`
	}
	return meters
}

// Meters are of one type.
func Meters(names ...string) int { return len(newMeters(names)) }

func init() {
	own := &meter{}
	go own.tick() // want `goroutine runs an endless loop`
}

func (m *meter) tick() {
	for range time.Tick(time.Second) {
		m.ticks++
	}
}
