// Package interrupt does not know of SIGTERM.
package interrupt

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Run stops on Ctrl-C.
func Run(run func(context.Context)) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGHUP) // want `os\.Interrupt is handled and SIGTERM is not \(service managers and orchestrators send SIGTERM\)`
	defer stop()
	run(ctx)
}

// Prompt hides what is typed.
func Prompt(read func() string, restore func()) string {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt) // ok: the terminal is to look as before
	defer signal.Stop(c)
	go func() {
		if _, ok := <-c; ok {
			restore()
		}
	}()
	return read()
}
