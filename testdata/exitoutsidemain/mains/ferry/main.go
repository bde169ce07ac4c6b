// Ferry has functions that main calls, and does something after.
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

// load is not the last that main does.
func load(path string) {
	if _, err := os.Stat(path); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

// cross is, but main has deferred a call.
func cross(vehicles []string) {
	if len(vehicles) > 40 {
		log.Fatal("overloaded") // want `call to log\.Fatal ends the process outside main`
	}
}
