// Fleet shows how vehicles are tracked.
package main

import (
	"log"
	"os"
)

func main() {
	track(func(err error) {
		os.Exit(1) // ok: an example
	})
}

func track(onErr func(error)) {
	if _, err := os.Stat("fleet.yml"); err != nil {
		log.Fatal(err) // ok: an example
	}
}
