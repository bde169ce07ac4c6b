// Package split asks for both, one at a time.
package split

import (
	"os"
	"os/signal"
	"syscall"
)

// Run stops on both.
func Run(stop func(), also ...os.Signal) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // ok: SIGTERM is asked for below
	signal.Notify(c, syscall.SIGTERM)
	signal.Notify(c, also...)
	hup := syscall.Signal(1)
	signal.Notify(c, hup, syscall.SIGTERM) // ok: not all are known
	go func() {
		<-c // want `a second signal is swallowed from here on`
		stop()
	}()
}
