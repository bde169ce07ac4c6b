// Ferry has functions that main alone calls, and that do not always exit.
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

// load could return the error.
func load(path string) {
	if _, err := os.Stat(path); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

// cross is the last that main calls; but what main defers is lost.
func cross(vehicles []string) {
	if len(vehicles) > 40 {
		log.Fatal("overloaded") // want `call to log\.Fatal ends the process outside main`
	}
}
