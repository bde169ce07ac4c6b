package testonly

import (
	"sync"
	"testing"
)

func TestMailer(t *testing.T) {
	m := new(Mailer)
	m.Send()
	m.sending.Wait()
}

func TestQueue(t *testing.T) {
	q := new(Queue)
	q.items.Add(1) // ok: a test may do what it likes with a field of the package
	go q.Close()
}

func TestMany(t *testing.T) {
	var wg sync.WaitGroup
	m := new(Mailer)
	for range 4 {
		wg.Go(m.Send) // want `sync.WaitGroup "wg" counts goroutines but is never waited for`
	}
}

func TestFatal(t *testing.T) {
	var wg sync.WaitGroup
	m := new(Mailer)
	for i := range 4 {
		wg.Go(m.Send)
		if i > 8 {
			t.Fatal("too many") // ok: the test ends here
		}
	}
	if testing.Short() {
		return // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
}

func TestCleanup(t *testing.T) {
	var wg sync.WaitGroup
	t.Cleanup(wg.Wait)
	wg.Go(new(Mailer).Send) // ok: Wait is called when the test ends
	if testing.Short() {
		return // ok: Wait is called when the test ends
	}
}

type fixture struct{ wg sync.WaitGroup }

func TestFixture(t *testing.T) {
	f := new(fixture)
	f.wg.Go(new(Mailer).Send) // ok: the cleanup waits
	t.Cleanup(func() { f.wg.Wait() })
}
