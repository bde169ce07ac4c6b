// Server stops in its handler.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	srv := &http.Server{Addr: "localhost:8080"}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals // want `a second signal is swallowed from here on`
		srv.Shutdown(context.Background())
		os.Exit(0) // want `call to os\.Exit ends the process in a signal handler, after cleanup \(the deferred calls of main are cut off\)`
	}()
	log.Print(srv.ListenAndServe())
}
