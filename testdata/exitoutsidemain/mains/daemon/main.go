// Daemon has a main that only calls what is the program.
package main

import (
	"log"
	"os"
)

func main() {
	log.SetPrefix("daemon: ")
	daemon()
}

func daemon() {
	if len(os.Args) > 2 {
		log.Fatal("too many arguments") // ok: the body of main under another name
	}
	s := &server{addr: os.Args[1]}
	s.prepare()
	s.run()
}

type server struct{ addr string }

func (s *server) prepare() {
	if s.addr == "" {
		log.Fatal("no address") // want `call to log\.Fatal ends the process outside main`
	}
}

// run is what daemon ends with.
func (s *server) run() {
	defer os.Remove("daemon.pid")
	if len(s.addr) > 1 {
		os.Exit(3) // ok: what it skips is exitskipsdefer's
	}
	s.drain()
}

// drain is what run ends with, but for what run defers.
func (s *server) drain() {
	os.Exit(1) // ok: a helper that always exits, for main alone
}
