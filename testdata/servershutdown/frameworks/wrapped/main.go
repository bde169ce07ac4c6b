// The program serves with what another package has made of net/http.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"

	"example.com/fleet/servershutdown/frameworks/wrapped/api"
)

func main() {
	srv := api.New(":8080")
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	go func() {
		<-quit
		srv.Stop()
	}()
	if err := srv.Start(); err != nil { // want `\(\*api\.Server\)\.Start returns when Stop begins, and the process ends \(the drain is cut off\)`
		log.Print(err)
	}
	log.Print("bye")
}

func fatal(ctx context.Context) {
	srv := api.New(":8080")
	go func() {
		if err := srv.Start(); err != nil {
			log.Fatal(err) // want `log\.Fatal is called with ErrServerClosed when Stop begins \(the drain is cut off\)`
		}
	}()
	<-ctx.Done()
	srv.Stop()
}

func quiet(ctx context.Context) {
	srv := api.NewQuiet()
	go func() {
		<-ctx.Done()
		srv.Stop()
	}()
	if err := srv.Start(); err != nil { // ok: it comes back when the drain is over, without an error
		log.Fatal(err)
	}
}

// A fleet can be stopped, and stops half of what it has started.
type fleet struct {
	public, admin *api.Server
	worker, other *api.Worker
	job           *api.Job
}

func newFleet() *fleet {
	return &fleet{api.New(":80"), api.New(":81"), api.NewWorker(), api.NewWorker(), api.NewJob()}
}

func (f *fleet) open() {
	f.public = api.New(":80")
	f.admin = api.New(":81")
	f.worker = api.NewWorker()
	f.other = api.NewWorker()
	f.job = api.NewJob()
	go f.public.Start() // ok: Close stops it
	go f.admin.Start()  // want `goroutine serves on "admin", which nothing shuts down or closes`
	go f.worker.Run()   // ok: Close closes it
	go f.other.Run()    // want `goroutine serves on "other", which nothing shuts down or closes`
	go f.job.Run()      // ok: it ends by itself
}

func (f *fleet) Close() {
	f.public.Stop()
	f.worker.Close()
}
