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
