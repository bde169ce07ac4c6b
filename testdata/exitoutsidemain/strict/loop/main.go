// Loop leaves main from within.
package main

import (
	"flag"
	"log"
	"net/http"
	"os"

	"example.com/fleet/exitoutsidemain/wrapper/cli"

	"github.com/spf13/cobra"
)

func main() {
	flag.Parse()
	for _, name := range flag.Args() {
		func() {
			if name == "" {
				cli.Usage() // want `^call to cli\.Usage ends the process in main`
			}
		}()
		_, err := os.Stat(name)
		cobra.CheckErr(err) // want `^call to cobra\.CheckErr ends the process in main`
	}
	go func() {
		defer log.Print("served") // ok: of the goroutine
		http.ListenAndServe("localhost:6060", nil)
	}()
	log.Fatal(http.ListenAndServe(":8080", nil)) // want `^call to log\.Fatal ends the process in main`
}
