package twice

import (
	"sync"
	"testing"
)

func requireNoError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAccept(t *testing.T) {
	var ready sync.WaitGroup
	accept := func(shard string) {
		err := write(shard)
		if err != nil {
			ready.Done()
			requireNoError(t, err)
		}
		defer ready.Done() // ok: there is no error here
		t.Log(shard)
	}
	ready.Add(1)
	go accept("a")
	ready.Wait()
}

func TestWrite(t *testing.T) {
	var ready sync.WaitGroup
	ready.Add(1)
	go func() {
		defer ready.Done()
		if err := write("a"); err != nil {
			t.Log(err)
			ready.Done() // want `Done for "ready" may be called here a second time, after line 35`
		}
	}()
	ready.Wait()
}
