package testfiles

import "testing"

func TestBeat(t *testing.T) {
	b := &beat{quit: make(chan struct{})}
	go b.run() // want `goroutine may be running and still uses b.data when \(\*beat\).Close closes it on line \d+`
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}
