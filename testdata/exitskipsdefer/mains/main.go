// Mains is a command.
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	path := flag.String("path", "", "what to read")
	flag.Parse()
	dir, err := os.MkdirTemp("", "mains")
	if err != nil {
		log.Fatal(err) // ok: nothing is pending yet
	}
	defer os.RemoveAll(dir)
	if *path == "" {
		flag.Usage()
		os.Exit(2) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 17`
	}
	replay(*path)
}

func replay(path string) {
	lock := path + ".lock"
	if err := os.WriteFile(lock, nil, 0o600); err != nil {
		log.Fatal(err) // ok: nothing is pending here, and main is not looked at
	}
	defer os.Remove(lock)
	f := open(path) // want `open may skip the call to os\.Remove deferred on line 30 \(on error it ends in log\.Fatal\)`
	log.Print(f.Name())
}

// open is a helper of the program: what ends main is seen here.
func open(path string) *os.File {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	return f
}
