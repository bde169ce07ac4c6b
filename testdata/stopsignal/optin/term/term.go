// Package term does not know of Ctrl-C.
package term

import (
	"os"
	"os/signal"
	"syscall"
)

// Run stops on SIGTERM.
func Run(stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGTERM) // want `SIGTERM is handled and os\.Interrupt is not \(the terminal sends it on Ctrl-C\)`
	go func() {
		<-c // want `a second signal is swallowed from here on`
		stop()
	}()
}
