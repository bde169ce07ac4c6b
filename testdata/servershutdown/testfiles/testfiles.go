// Package testfiles has a server that only tests shut down.
package testfiles

import (
	"context"
	"net/http"
)

type service struct{ srv *http.Server }

func (s *service) Start(ctx context.Context) {
	go s.srv.ListenAndServe() // want `goroutine serves on "srv", which nothing shuts down or closes`
}
