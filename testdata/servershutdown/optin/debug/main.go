// The program serves profiles while it works.
package main

import (
	"log"
	"net/http"
	_ "net/http/pprof"
)

func main() {
	go func() {
		log.Print(http.ListenAndServe("localhost:6060", nil)) // ok: profiles may be taken to the very end
	}()
	mux := http.NewServeMux()
	log.Fatal(http.ListenAndServe(":8080", mux)) // want `http\.ListenAndServe serves until the process is killed \(requests in hand are cut off\)`
}
