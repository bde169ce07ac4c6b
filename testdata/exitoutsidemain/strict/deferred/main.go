// Deferred ends main with the status of what it ran, and defers.
package main

import (
	"log"
	"os"
	"time"
)

func main() {
	f, err := os.Create("deferred.log")
	if err != nil {
		log.Fatal(err) // want `^call to log\.Fatal ends the process in main \(deferred calls and other goroutines are cut off\)$`
	}
	defer f.Close()
	exit := os.Exit // ok: reported where it is called
	go func() {
		defer log.Print("ticked")
		time.Sleep(time.Second)
	}()
	if len(os.Args) > 2 {
		exit(2)
	}
	os.Exit(run()) // want `^call to os\.Exit ends the process in main`
}

func run() int { return len(os.Args) }
