package testfileson

import (
	"testing"
	"time"
)

func TestSimulator(t *testing.T) {
	s := &Simulator{step: func() {}}
	go s.run()  // want `goroutine runs an endless loop`
	go func() { // want `goroutine runs an endless loop`
		for {
			s.step()
			time.Sleep(time.Second)
		}
	}()
}
