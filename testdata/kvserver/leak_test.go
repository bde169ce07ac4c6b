package kvserver_test

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// goroutines returns the stacks of all goroutines, by their "goroutine N".
func goroutines() map[string]string {
	buf := make([]byte, 1<<20)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			buf = buf[:n]
			break
		}
		buf = make([]byte, 2*len(buf))
	}
	stacks := make(map[string]string)
	for stack := range strings.SplitSeq(string(buf), "\n\n") {
		id, _, _ := strings.Cut(stack, " [")
		stacks[id] = stack
	}
	return stacks
}

// wantNoNewGoroutines fails if goroutines run that were not there before. One
// that has been waited for may still be on its last instructions, so it looks
// again until the time is up.
func wantNoNewGoroutines(t *testing.T, before map[string]string) {
	t.Helper()
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	deadline := time.After(5 * time.Second)
	for {
		left := goroutines()
		for id := range before {
			delete(left, id)
		}
		if len(left) == 0 {
			return
		}
		select {
		case <-poll.C:
		case <-deadline:
			for _, stack := range left {
				t.Errorf("goroutine left behind:\n%s", stack)
			}
			return
		}
	}
}

// The check itself has to see a goroutine that stays.
func TestGoroutinesSeesNewOnes(t *testing.T) {
	before := goroutines()
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		<-quit
	}()
	seen := 0
	for id, stack := range goroutines() {
		if _, old := before[id]; !old && strings.Contains(stack, "TestGoroutinesSeesNewOnes") {
			seen++
		}
	}
	if seen != 1 {
		t.Errorf("%d new goroutines of this test are seen, want 1", seen)
	}
	close(quit)
	<-done
	wantNoNewGoroutines(t, before)
}
