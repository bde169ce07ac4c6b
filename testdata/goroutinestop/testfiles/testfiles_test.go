package testfiles

import (
	"testing"
	"time"
)

func TestSimulator(t *testing.T) {
	s := &Simulator{step: func() {}}
	go s.run()  // ok: the process ends with the test
	go func() { // ok: the process ends with the test
		for {
			time.Sleep(time.Second)
		}
	}()
}
