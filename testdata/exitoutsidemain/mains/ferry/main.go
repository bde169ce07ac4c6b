// Ferry has functions that main alone calls, and that do not always exit. They
// have no error to return.
package main

import (
	"log"
	"os"
)

func main() {
	load("ferry.conf")
	defer log.Println("moored")
	cross(os.Args)
}

// load is a step of main.
func load(path string) {
	if _, err := os.Stat(path); err != nil {
		log.Fatal(err) // ok: only main calls load
	}
}

// cross is the last that main calls.
func cross(vehicles []string) {
	if len(vehicles) > 40 {
		log.Fatal("overloaded") // ok: only main calls cross
	}
}
