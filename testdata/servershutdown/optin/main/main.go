// The program serves until it is killed.
package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"google.golang.org/grpc"
)

func main() {
	go http.ListenAndServe("localhost:6060", nil) // want `http\.ListenAndServe serves until the process is killed \(requests in hand are cut off\)`
	go background()
	srv := &http.Server{Addr: ":8080"}
	log.Fatal(srv.ListenAndServe()) // want `\(\*http\.Server\)\.ListenAndServe serves until the process is killed`
}

func background() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	unlimited(ctx, &http.Server{Addr: ":8081"})
	forced(ctx, &http.Server{Addr: ":8082"})
}

func unlimited(ctx context.Context, srv *http.Server) {
	go srv.ListenAndServe()
	<-ctx.Done()
	if err := srv.Shutdown(context.WithoutCancel(ctx)); err != nil { // want `\(\*http\.Server\)\.Shutdown has no deadline \(one connection that stays keeps the process\)`
		log.Print(err)
	}
}

func forced(ctx context.Context, srv *http.Server) {
	go srv.ListenAndServe()
	<-ctx.Done()
	time.AfterFunc(time.Minute, func() { srv.Close() })
	if err := srv.Shutdown(context.Background()); err != nil { // ok: after a minute the rest is closed
		log.Print(err)
	}
}

// A job has a Shutdown, and no connections.
type job struct{ quit chan struct{} }

func (j *job) Run() { <-j.quit }

func (j *job) Shutdown(context.Context) { close(j.quit) }

func finish() {
	j := &job{make(chan struct{})}
	go j.Run()
	j.Shutdown(context.Background()) // ok: no connection can keep it
}

func answer(ctx context.Context, ln net.Listener) {
	rpc := grpc.NewServer()
	go rpc.Serve(ln)
	<-ctx.Done()
	rpc.GracefulStop() // want `\(\*grpc\.Server\)\.GracefulStop has no deadline \(one connection that stays keeps the process\)`
}
