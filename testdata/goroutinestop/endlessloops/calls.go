package endlessloops

import (
	"fmt"
	"log"
	"os"
	"runtime"
	"testing"
	"time"
)

// A harness has the test that it is for.
type harness struct{ tb testing.TB }

func startCalls(t *tracker, h harness) {
	go t.panics()             // want `goroutine runs an endless loop`
	go t.panicsAndRecovers()  // ok: the deferred recover ends the function
	go t.recoversOnly()       // want `goroutine runs an endless loop`
	go t.sendsAndRecovers()   // ok: close closes what it sends on, and the panic ends it
	go t.sendsForNothing()    // want `goroutine runs an endless loop`
	go t.exits()              // want `goroutine runs an endless loop`
	go t.exitsAtOnce()        // ok: the loop is not run twice
	go t.goexit()             // ok: runtime.Goexit ends the goroutine
	go t.goexitHelper()       // ok: so does what calls it
	go t.fails(h.tb)          // ok: Fatal ends the goroutine
	go t.skips(h.tb)          // ok: SkipNow ends the goroutine
	go t.logs(h.tb)           // want `goroutine runs an endless loop`
	go blocks()               // want `goroutine blocks in an empty select and has no way to stop`
	go t.blocksInCase()       // want `goroutine blocks in an empty select and has no way to stop`
	go t.blocksUnlessStale()  // ok: the other case returns
	go t.exitsWhenStale()     // ok: the process ends in the only case
	go func() { select {} }() // want `goroutine blocks in an empty select and has no way to stop`
	go t.conditionally(true)  // ok: the call may not come about
}

// A panic brings the process down: it is no way to stop.
func (t *tracker) panics() {
	for {
		if err := t.store(<-t.positions); err != nil {
			panic(err)
		}
	}
}

func (t *tracker) panicsAndRecovers() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	for {
		if err := t.store(<-t.positions); err != nil {
			panic(err)
		}
	}
}

// Only a mistake in store could bring this loop to an end.
func (t *tracker) recoversOnly() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	for {
		t.store(<-t.positions)
	}
}

// A send on a closed channel panics.
func (t *tracker) sendsAndRecovers() {
	defer func() { _ = recover() }()
	for {
		t.stale <- struct{}{}
		time.Sleep(time.Second)
	}
}

func (t *tracker) close() { close(t.stale) }

// Nobody closes this channel.
func (t *tracker) sendsForNothing() {
	defer func() { _ = recover() }()
	for {
		t.positions <- "somewhere"
		time.Sleep(time.Second)
	}
}

func (t *tracker) exits() {
	for {
		if err := t.store(<-t.positions); err != nil {
			log.Fatal(err)
		}
	}
}

func (t *tracker) exitsAtOnce() {
	for {
		t.store(<-t.positions)
		os.Exit(0)
	}
}

func (t *tracker) goexit() {
	for {
		if err := t.store(<-t.positions); err != nil {
			runtime.Goexit()
		}
	}
}

func (t *tracker) goexitHelper() {
	for {
		if err := t.store(<-t.positions); err != nil {
			giveUp(err)
		}
	}
}

func giveUp(err error) {
	log.Print(err)
	runtime.Goexit()
}

func (t *tracker) fails(tb testing.TB) {
	for {
		if err := t.store(<-t.positions); err != nil {
			tb.Fatal(err)
		}
	}
}

func (t *tracker) skips(tb testing.TB) {
	for {
		if err := t.store(<-t.positions); err != nil {
			tb.SkipNow()
		}
	}
}

func (t *tracker) logs(tb testing.TB) {
	for {
		if err := t.store(<-t.positions); err != nil {
			tb.Error(err)
		}
	}
}

func blocks() {
	fmt.Println("up and running")
	select {}
}

func (t *tracker) blocksInCase() {
	for p := range t.positions {
		t.store(p)
		break
	}
	select {}
}

func (t *tracker) blocksUnlessStale() {
	select {
	case <-t.stale:
	case <-t.positions:
		select {}
	}
}

// Control does not come to the second select.
func (t *tracker) exitsWhenStale() {
	select {
	case <-t.stale:
		os.Exit(1)
	}
	select {}
}

func (t *tracker) conditionally(b bool) {
	_ = b && t.forever()
}

func (t *tracker) forever() bool {
	for {
		time.Sleep(time.Second)
	}
}
