// The program serves rpc, whose Serve returns when the drain is over.
package main

import (
	"log"
	"net"
	"os"
	"os/signal"

	"example.com/fleet/servershutdown/rpc"
)

func main() {
	l, err := net.Listen("tcp", ":9090")
	if err != nil {
		log.Fatal(err)
	}
	srv := rpc.NewServer()
	go func() {
		interrupt := make(chan os.Signal, 1)
		signal.Notify(interrupt, os.Interrupt)
		<-interrupt
		srv.GracefulStop()
	}()
	if err := srv.Serve(l); err != nil { // ok: it waits for the GracefulStop
		log.Fatal(err)
	}
}
