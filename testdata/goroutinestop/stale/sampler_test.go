package sampler

import "testing"

func TestSampler(t *testing.T) {
	s := &Sampler{load: make(chan float64, 1)}
	//lint:ignore quiesce/goroutinestop it ends with the test // ok: the rule is off here, so the directive cannot show its use
	go func() {
		for {
			<-s.load
		}
	}()
	//lint:ignore quiesce/goroutinestop of a loop that is gone // ok: nor its lack of it
	s.Start()
}
