// Command mainpkg shows that nobody can wait for what a main package counts.
package main

import (
	"fmt"
	"os"
	"sync"
)

// Requests is exported, but package main cannot be imported.
var Requests sync.WaitGroup

// A Server is exported, but package main cannot be imported.
type Server struct {
	sync.WaitGroup
	Conns sync.WaitGroup
}

// Start starts the server.
func (s *Server) Start() {
	s.Go(func() { fmt.Println("accept") })     // want `sync.WaitGroup embedded in "Server" counts goroutines but is never waited for`
	s.Conns.Go(func() { fmt.Println("read") }) // want `sync.WaitGroup "Conns" counts goroutines but is never waited for`
}

func main() {
	Requests.Go(func() { fmt.Println("request") }) // want `sync.WaitGroup "Requests" counts goroutines but is never waited for`

	var wg sync.WaitGroup
	wg.Go(new(Server).Start)
	if len(os.Args) > 2 {
		return // want `return may be reached before "wg" is waited for`
	}
	if len(os.Args) > 1 {
		os.Exit(2) // ok: the process ends here anyway
	}
	wg.Wait()
}
