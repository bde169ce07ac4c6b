// Orderd takes orders over HTTP, prices them from a list that it reads again
// every minute, and mails a notice of each.
//
// It has defects in its shutdown on purpose, beside functions that get the same
// thing right: it shows what quiesce reports and what it is silent about.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"example.com/fleet/sample/internal/conf"
	"example.com/fleet/sample/internal/logx"
	"example.com/fleet/sample/internal/mail"
	"example.com/fleet/sample/internal/store"
)

func main() {
	path := flag.String("config", "orderd.json", "configuration `file`")
	flag.BoolFunc("version", "print the version and exit", func(string) error {
		fmt.Println("orderd 1.4.0")
		os.Exit(0)
		return nil
	})
	flag.Parse()
	if err := run(conf.MustLoad(*path)); err != nil {
		log.Fatal(err)
	}
}

func run(cfg *conf.Config) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	orders, err := store.Open(cfg.Data, &logx.Logger{Logger: slog.Default()})
	if err != nil {
		return err
	}
	defer orders.Close()
	mailer := mail.New(cfg.Relay, log.Default())

	go heartbeat()
	go func() {
		if err := orders.Import(cfg.Spool); err != nil {
			log.Fatalf("import: %v", err)
		}
	}()

	srv := &http.Server{Addr: cfg.Addr, Handler: handler(orders, mailer)}
	served := make(chan error, 1)
	go func() { served <- srv.ListenAndServe() }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	stop()
	drain, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err = srv.Shutdown(drain)
	<-served
	return err
}

func handler(orders *store.Store, mailer *mail.Mailer) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders/{product}", func(w http.ResponseWriter, r *http.Request) {
		cents, err := orders.Add(r.PathValue("product"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		mailer.Notify("orders@example.com", "order of "+r.PathValue("product"))
		fmt.Fprintln(w, cents)
	})
	return mux
}

func heartbeat() {
	ticker := time.NewTicker(10 * time.Minute)
	defer ticker.Stop()
	for range ticker.C {
		slog.Info("alive", "goroutines", runtime.NumGoroutine())
	}
}
