// Worker starts goroutines and callbacks in func main.
package main

import (
	"bufio"
	"context"
	"flag"
	"log"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/sync/errgroup"

	"example.com/fleet/exitoutsidemain/wrapper/cli"
)

func main() {
	flag.BoolFunc("version", "print the version", func(string) error {
		os.Exit(0) // ok: main calls it when it parses the flags
		return nil
	})
	flag.Parse()
	if flag.NArg() == 0 {
		cli.Usage() // ok: main
	}

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		os.Exit(130) // ok: what a signal brings about is for stopsignal to judge
	}()
	go func() {
		func() {
			cli.Stop(<-codes) // want `call to cli\.Stop ends the process outside main \(it calls os\.Exit\)`
		}()
	}()
	go log.Fatal(http.ListenAndServe("localhost:6060", nil)) // want `call to log\.Fatal ends the process outside main \(in a goroutine that main starts\)`

	var wg sync.WaitGroup
	wg.Go(func() {
		log.Fatal(scan()) // want `call to log\.Fatal ends the process outside main \(in a goroutine that main starts\)`
	})
	g, ctx := errgroup.WithContext(context.Background())
	g.Go(func() error {
		if err := scan(); err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main \(in a goroutine that main starts\)`
		}
		return nil
	})
	g.TryGo(func() error {
		<-ctx.Done()
		return nil // ok: returns
	})

	var once sync.Once
	once.Do(func() {
		log.Fatal("twice") // ok: runs on the spot
	})
	http.HandleFunc("/quit", func(w http.ResponseWriter, r *http.Request) {
		defer os.Exit(0) // want `^deferred call to os\.Exit ends the process outside main \(in a func that main hands out\)$`
		w.WriteHeader(http.StatusAccepted)
	})
	exit := os.Exit   // ok: only main calls it
	die := log.Fatalf // want `^log\.Fatalf is handed on as a value`
	http.HandleFunc("/abort", func(http.ResponseWriter, *http.Request) { die("aborted") })
	j := job{exit: os.Exit} // ok: it can be replaced
	j.done = log.Println    // ok: Println returns
	j.fail = log.Fatal      // want `^log\.Fatal is handed on as a value`
	wg.Go(cli.Usage)        // want `^cli\.Usage is handed on as a value`
	if j.run() {
		exit(0)
	}
	for _, arg := range flag.Args() {
		switch arg {
		case "fast":
			defer os.Exit(0) // ok: a deferred call of main
		case "slow":
			wg.Wait()
			log.Fatal(g.Wait()) // ok: main
		}
	}
}

type job struct {
	exit       func(int)
	done, fail func(...any)
}

func (j *job) run() bool { return j.done != nil && j.fail != nil }

var codes = make(chan int)

func scan() error {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		log.Println(in.Text())
	}
	return in.Err()
}
