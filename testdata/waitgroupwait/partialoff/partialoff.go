// Package partialoff waits by half, and no one asks.
package partialoff

import "io"

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
