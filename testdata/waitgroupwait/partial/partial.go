// Package partial has functions that wait by half.
package partial

import (
	"errors"
	"io"
	"os"
	"sync"
	"time"
)

func transfer(to io.Writer, from io.Reader, errc chan<- error) {
	_, err := io.Copy(to, from)
	errc <- err
}

func proxy(a, b io.ReadWriter, timeout <-chan time.Time) error {
	errc := make(chan error, 2)
	go transfer(a, b, errc)
	go transfer(b, a, errc) // want `the end of goroutines is told on "errc", 2 at the least, and one is received`
	select {
	case err := <-errc:
		return err
	case <-timeout:
		return os.ErrDeadlineExceeded
	}
}

func proxyBoth(a, b io.ReadWriter) error {
	errc := make(chan error, 2)
	go func() {
		_, err := io.Copy(a, b)
		errc <- err
	}()
	go func() { // ok: both are received
		_, err := io.Copy(b, a)
		errc <- err
	}()
	return errors.Join(<-errc, <-errc)
}

func proxyLoop(a, b io.ReadWriter) (err error) {
	errc := make(chan error, 2)
	go func() {
		_, err := io.Copy(a, b)
		errc <- err
	}()
	go func() { // ok: both are received
		_, err := io.Copy(b, a)
		errc <- err
	}()
	for range 2 {
		err = errors.Join(err, <-errc)
	}
	return err
}

func copyOne(a, b io.ReadWriter) error {
	errc := make(chan error, 1)
	go func() { // ok: there is one goroutine
		_, err := io.Copy(a, b)
		errc <- err
	}()
	return <-errc
}

func fastest(mirrors []io.Reader, w io.Writer) error {
	errc := make(chan error, len(mirrors))
	for _, m := range mirrors {
		go func() { // ok: it is not known how many there are room for
			_, err := io.Copy(w, m)
			errc <- err
		}()
	}
	return <-errc
}

func removeAll(names []string, list string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { os.Remove(name) })
	}
	go func() { // want `only a goroutine waits for "wg", and tells nobody: the function returns while the work goes on`
		wg.Wait()
		os.Remove(list)
	}()
}

func removeAllTold(names []string) <-chan struct{} {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { os.Remove(name) })
	}
	done := make(chan struct{})
	go func() { // ok: the caller is told
		wg.Wait()
		close(done)
	}()
	return done
}

func hedged(query func(replica int) string) string {
	answers := make(chan string, 2)
	go func() { answers <- query(0) }()
	go func() { answers <- query(1) }() // ok: the first answer is all that is asked for
	return <-answers
}

func oneOrOther(to io.Writer, from io.Reader, fast bool) error {
	done := make(chan error, 1)
	if fast {
		go func() {
			_, err := io.Copy(to, from)
			done <- err
		}()
	} else {
		go func() { // ok: it is one or the other
			_, err := io.CopyBuffer(to, from, make([]byte, 512))
			done <- err
		}()
	}
	return <-done
}

func copyAll(to io.WriteCloser, from []io.Reader) {
	var wg sync.WaitGroup
	for _, r := range from {
		wg.Go(func() { io.Copy(to, r) })
	}
	go func() { // ok: it closes what the others use
		wg.Wait()
		to.Close()
	}()
}

func copyAllFrom(list string, from []io.Reader, pw *io.PipeWriter, pr *io.PipeReader) io.Reader {
	var wg sync.WaitGroup
	for _, r := range from {
		wg.Go(func() { io.Copy(pw, r) })
	}
	go func() { // ok: the caller reads until it ends
		wg.Wait()
		os.Remove(list)
	}()
	return pr
}
