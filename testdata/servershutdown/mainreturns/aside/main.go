// The program drains in a goroutine that nothing waits for.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"
)

func main() {
	srv := &http.Server{Addr: ":8080"}
	go func() { log.Print(srv.ListenAndServe()) }()
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt)
	<-interrupt
	if err := stop(srv); err != nil {
		log.Print(err)
	}
	waited(srv)
	go func() { // want `goroutine drains with \(\*http\.Server\)\.Shutdown while the process ends \(nothing waits for it\)`
		if err := srv.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
	}()
}

func stop(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go srv.Shutdown(ctx) // ok: main goes on to wait for another
	return nil
}

func waited(srv *http.Server) {
	drained := make(chan error, 1)
	go func() { // ok: it is waited for
		drained <- srv.Shutdown(context.Background())
	}()
	if err := <-drained; err != nil {
		log.Print(err)
	}
}
