// Package debug serves what is asked for while something goes wrong.
package debug

import (
	"context"
	"log"
	"net/http"
	"net/http/pprof"
)

// An API has a server of its own for profiles.
type API struct{ srv *http.Server }

// Start serves both.
func (a *API) Start(profiles string) {
	a.profile(profiles)
	a.status()
	go a.srv.ListenAndServe() // ok: Stop shuts it down
}

func (a *API) profile(addr string) {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	go func() {
		log.Print(http.ListenAndServe(addr, mux)) // ok: profiles may be taken to the very end
	}()
}

func (a *API) status() {
	mux := http.NewServeMux()
	go func() {
		log.Print(http.ListenAndServe(":8081", mux)) // want `http\.ListenAndServe in a goroutine runs a server that nothing can shut down`
	}()
}

// Stop ends it.
func (a *API) Stop(ctx context.Context) error { return a.srv.Shutdown(ctx) }
