package example

import (
	"context"
	"errors"
	"net/http"
	"time"
)

func serveUntil(ctx context.Context, srv *http.Server) error {
	drained := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		drained <- srv.Shutdown(stop) // ok: the context has the values of ctx, but is not cancelled with it
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err // ok: this is another error, such as a port that is in use
	}
	return <-drained
}
