package fixes

import (
	"context"
	"log"
	"net/http"
)

func run(ctx context.Context, srv *http.Server) {
	go srv.Shutdown(context.WithoutCancel(ctx))
	if err := srv.ListenAndServe(); err != nil {
		log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed`
	}
}
