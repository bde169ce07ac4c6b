package channels

import "testing"

func TestGlobal(t *testing.T) {
	close(tested)
	<-tested // ok: only the test receives
}

func TestHandle(t *testing.T) {
	new(daemon).handle() // ok: only the test calls it
}
