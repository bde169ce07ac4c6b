// Server shows what is func main, and what only stands in it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

func main() {
	addr := flag.String("addr", ":8080", "`address` to listen on")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: server [-addr address]")
		os.Exit(2) // ok: main calls it when it parses the flags
	}
	flag.Parse()
	if flag.NArg() > 0 {
		log.Fatalf("%d arguments too many", flag.NArg()) // ok: main
	}

	// A literal that is only called is a part of main.
	fail := func(what string, err error) {
		log.Printf("%s: %v", what, err)
		os.Exit(1) // ok: only main calls fail
	}
	var code int
	defer func() {
		if code != 0 {
			os.Exit(code) // ok: a deferred literal of main
		}
	}()
	func() {
		if *addr == "" {
			log.Fatal("no address") // ok: called on the spot
		}
	}()
	if err := run(*addr); err != nil {
		fail("run", err)
	}
	code = tasks(nil)

	// One that is called in a goroutine is not.
	give := func(up error) {
		if up != nil {
			log.Fatal(up) // want `call to log\.Fatal ends the process outside main \(in a goroutine that main starts\)`
		}
	}
	go func() { give(metrics()) }()

	// Nor is one that is handed on.
	leave := func() {
		os.Exit(0) // want `call to os\.Exit ends the process outside main \(in a func that main hands out\)`
	}
	time.AfterFunc(time.Hour, leave)

	var stop func()
	stop = func() {
		if code == 0 {
			code = 3
			stop()
		}
		os.Exit(code) // ok: calls itself, and main calls it
	}
	stop()
}

// tasks starts goroutines in the ways that there are.
func tasks(handlers []http.Handler) int {
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := metrics(); err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main \(deferred calls and other goroutines are cut off\)`
		}
	})
	wg.Wait()
	return len(handlers)
}

func metrics() error { return http.ListenAndServe("localhost:9090", nil) }

func run(addr string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	srv := &http.Server{Addr: addr, ReadHeaderTimeout: time.Second}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
		}
		return nil
	})
	<-ctx.Done()
	drain, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return errors.Join(srv.Shutdown(drain), g.Wait())
}
