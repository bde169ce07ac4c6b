// The program waits for the drain.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"time"
)

func main() {
	srv := &http.Server{Addr: ":8080"}
	idle := make(chan struct{})
	go func() {
		interrupt := make(chan os.Signal, 1)
		signal.Notify(interrupt, os.Interrupt)
		<-interrupt
		if err := srv.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
		close(idle)
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // ok: main waits for the idle connections
		log.Fatal(err)
	}
	<-idle
	counted()
	deferred()
	helped()
}

func counted() {
	srv := &http.Server{Addr: ":8081"}
	var draining sync.WaitGroup
	draining.Go(func() {
		time.Sleep(time.Minute)
		srv.Shutdown(context.Background())
	})
	srv.ListenAndServe() // ok: the WaitGroup is waited for
	draining.Wait()
}

func deferred() {
	srv := &http.Server{Addr: ":8082"}
	drained := make(chan error, 1)
	defer func() { log.Print(<-drained) }()
	go func() {
		time.Sleep(time.Minute)
		drained <- srv.Shutdown(context.Background())
	}()
	srv.ListenAndServe() // ok: the deferred function waits
}

func helped() {
	srv := &http.Server{Addr: ":8083"}
	drained := make(chan error, 1)
	go func() {
		time.Sleep(time.Minute)
		drained <- srv.Shutdown(context.Background())
	}()
	if err := srv.ListenAndServe(); err != nil { // ok: the helper waits
		report(drained)
	}
}

func report(drained <-chan error) {
	if err := <-drained; err != nil {
		log.Print(err)
	}
}
