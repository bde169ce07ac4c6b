package testfiles

import (
	"testing"
	"time"
)

func TestWait(t *testing.T) {
	answers := make(chan string)
	go func() {
		answers <- Wait(func() string { return "yes" }) // ok: the process ends with the test
	}()
	select {
	case <-answers:
	case <-time.After(time.Second):
		t.Fatal("no answer")
	}
	d := NewDoor()
	close(d.closed)
	d.Wait()
}
