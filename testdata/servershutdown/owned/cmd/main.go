// The program starts a server and leaves.
package main

import (
	"context"
	"log"
	"net"
	"os"
	"os/signal"
	"time"

	"example.com/fleet/servershutdown/owned/sweeper"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	public, admin, err := listen()
	if err != nil {
		log.Fatal(err)
	}
	srv := sweeper.Start(public, nil)
	side := sweeper.Start(admin, nil) // want `nothing calls Shutdown of "side" \(what sweeper\.Start has started goes on\)`
	log.Print(srv.Addr(), side.Addr())
	<-ctx.Done()
	drain, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := srv.Shutdown(drain); err != nil { // ok: in order
		log.Print(err)
	}
}

func listen() (public, admin net.Listener, err error) {
	if public, err = net.Listen("tcp", ":8080"); err != nil {
		return nil, nil, err
	}
	admin, err = net.Listen("tcp", ":8081")
	return public, admin, err
}
