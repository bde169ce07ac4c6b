// Package ignored does not look at the contexts that it is given.
package ignored

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

type server struct{ public, admin, debug *http.Server }

func (s *server) Shutdown(ctx context.Context) error {
	return s.public.Shutdown(context.Background()) // want `Shutdown does not look at "ctx", and goes on without a deadline \(the caller cannot end it\)`
}

type limited struct{ srv *http.Server }

func (l *limited) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return l.srv.Shutdown(ctx) // ok: it has a limit of its own
}

type named struct{ srv *http.Server }

func (n *named) Stop(_ context.Context) error {
	return n.srv.Shutdown(context.Background()) // ok: it says that it does not look
}

type detached struct{ srv *http.Server }

func (d *detached) Close(ctx context.Context) error {
	slog.InfoContext(ctx, "closing")
	return d.srv.Shutdown(context.Background()) // ok: it has thought of its context
}
