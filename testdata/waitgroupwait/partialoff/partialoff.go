// Package partialoff waits by half, and no one asks.
package partialoff

import (
	"errors"
	"io"
	"os"
	"sync"
)

func transfer(to io.Writer, from io.Reader, errc chan<- error) {
	_, err := io.Copy(to, from)
	errc <- err
}

func proxy(a, b io.ReadWriter) error {
	errc := make(chan error, 2)
	go transfer(a, b, errc)
	go transfer(b, a, errc) // ok: the flag is off
	return <-errc
}

// clear says that it has worked.
func clear(names []string, journal string) error {
	var wg sync.WaitGroup
	for _, name := range names {
		if name == "" {
			return errors.New("no name") // ok: the function never waits
		}
		wg.Go(func() { os.Remove(name) })
	}
	go func() { // want `only a goroutine waits for "wg", and tells nobody: the function returns while the work goes on`
		wg.Wait()
		os.Remove(journal)
	}()
	return nil
}

// upload sets the uploads going.
func upload(names []string, send func(string)) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { send(name) })
	}
	go func() { // ok: nobody is told that it has worked
		wg.Wait()
		os.RemoveAll("outbox")
	}()
}

// clearTold passes on what becomes of it.
func clearTold(names []string, journal string, done chan<- struct{}) error {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { os.Remove(name) })
	}
	go func() { // ok: the caller is told
		wg.Wait()
		os.Remove(journal)
		done <- struct{}{}
	}()
	return nil
}
