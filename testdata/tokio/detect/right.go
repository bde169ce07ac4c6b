package detect

import (
	"context"
	"os/signal"
	"syscall"
)

// Until serves until the process is told to stop.
func Until(serve func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return serve(ctx)
}
