package testfileson

import (
	"testing"
	"time"
)

func TestAsk(t *testing.T) {
	answers := make(chan string)
	go func() {
		answers <- Ask() // want `send on "answers" blocks forever once the function has returned on line 17`
	}()
	select {
	case <-answers:
	case <-time.After(time.Second):
		t.Log("no answer")
		return
	}
}

func TestAskFatal(t *testing.T) {
	answers := make(chan string)
	go func() {
		answers <- Ask() // want `send on "answers" blocks forever once the test has ended on line 29`
	}()
	select {
	case <-answers:
	case <-time.After(time.Second):
		t.Fatal("no answer")
	}
}
