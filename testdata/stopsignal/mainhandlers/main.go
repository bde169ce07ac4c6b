// Mainhandlers is a program that handles signals.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	srv := &http.Server{Addr: "localhost:8080"}
	watch(srv)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		os.Exit(130) // want `call to os\.Exit ends the process in a signal handler \(nothing is stopped in order\)`
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err) // ok: main
	}
	<-signals
	os.Exit(0) // ok: main
}

func watch(srv *http.Server) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		if err := srv.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
		os.Exit(0) // ok: the program has chosen to stop in its handler
	}()
}
