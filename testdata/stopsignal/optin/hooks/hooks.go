// Package hooks is a library that ends programs.
package hooks

import (
	"os"
	"os/signal"
	"syscall"
)

var atExit []func()

// Install ends the process when it has run the hooks.
func Install() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM) // ok: as long as the process lives
	go func() {
		<-c
		for _, hook := range atExit {
			hook()
		}
		os.Exit(0) // want `call to os\.Exit ends the process in a signal handler, after cleanup`
	}()
}
