package example

import (
	"context"
	"log"
	"net/http"
	"time"
)

func serve(ctx context.Context, srv *http.Server) {
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		srv.Shutdown(stop) // want `\(\*http\.Server\)\.Shutdown is given a context that is already cancelled \(it returns at once\)`
	}()
	if err := srv.ListenAndServe(); err != nil {
		log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed when Shutdown begins \(the drain is cut off\)`
	}
}

type gateway struct{ public *http.Server }

func (g *gateway) Start(mux http.Handler) {
	admin := &http.Server{Addr: "127.0.0.1:6060", Handler: mux}
	go admin.ListenAndServe() // want `goroutine serves on "admin", which nothing shuts down or closes`
	go g.public.ListenAndServe()
}

func (g *gateway) Stop(ctx context.Context) error { return g.public.Shutdown(ctx) }
