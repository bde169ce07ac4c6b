// Package fake has servers for tests.
package fake

import (
	"context"
	"net/http"
	"net/http/httptest"
)

// Registry answers like a registry of images.
type Registry struct {
	server *httptest.Server
	cancel context.CancelFunc
}

// NewRegistry starts one.
func NewRegistry(ctx context.Context, handler http.Handler) *Registry {
	ctx, cancel := context.WithCancel(ctx)
	r := &Registry{httptest.NewUnstartedServer(handler), cancel}
	context.AfterFunc(ctx, func() { r.cancel() })
	r.server.Start() // ok: it is for a test, and ends with it
	return r
}

// Extra starts another one, with a server of net/http inside.
func (r *Registry) Extra(handler http.Handler) string {
	extra := httptest.NewServer(handler)  // ok: nothing closes it, and the test ends
	go extra.Config.Serve(extra.Listener) // ok: it belongs to the one of httptest
	return extra.URL
}

// Stop ends what it has started.
func (r *Registry) Stop() { r.cancel() }
