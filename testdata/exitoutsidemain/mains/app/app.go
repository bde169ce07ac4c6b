// Package app is what a program's main consists of.
package app

import (
	"flag"
	"fmt"
	"log"
	"os"
)

// Main is called by the main of each edition of the program.
func Main() {
	if len(os.Args) < 2 {
		usage()
	}
	if err := serve(os.Args[1]); err != nil {
		check(err)
	}
	go func() {
		log.Fatal(serve(":9090")) // want `call to log\.Fatal ends the process outside main \(in a goroutine that main starts\)`
	}()
	os.Exit(run(os.Args)) // ok: Main
}

// usage is called by Main alone.
func usage() {
	fmt.Fprintln(os.Stderr, "usage: app address")
	os.Exit(2) // ok: a helper of Main
}

func check(err error) {
	log.Fatal(err) // ok: a helper of Main
}

func serve(addr string) error {
	if addr == "" {
		log.Fatal("no address") // want `call to log\.Fatal ends the process outside main`
	}
	return nil
}

func run(args []string) int { return len(args) }

// Boot is the main of a program, as it reads the command line.
func Boot() {
	flag.Parse()
	if flag.NArg() > 0 {
		refuse(flag.Args())
	}
	if err := serve(":8080"); err != nil {
		os.Exit(3) // ok: a main
	}
}

func refuse(args []string) {
	if len(args) > 0 {
		log.Fatal(args) // ok: a step of a main
	}
}

// Reparse gives the error back.
func Reparse(addr string) error {
	flag.Parse()
	if addr == "" {
		log.Fatal("no address") // want `call to log\.Fatal ends the process outside main`
	}
	return nil
}

// Start is not called Main.
func Start() {
	log.Fatal(serve(":8080")) // want `call to log\.Fatal ends the process outside main`
}

// An App has a method Main.
type App struct{}

// Main may be called by anyone.
func (App) Main() {
	os.Exit(1) // want `call to os\.Exit ends the process outside main`
}
