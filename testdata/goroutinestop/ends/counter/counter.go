// Package counter counts.
package counter

import "time"

// A Counter counts in the background.
type Counter struct{ n int }

// New returns one.
func New() *Counter { return new(Counter) }

// Run counts for ever.
func (c *Counter) Run() {
	for range time.Tick(time.Second) {
		c.n++
	}
}
