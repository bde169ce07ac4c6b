// Tool has helpers that only main calls.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	flag.Usage = usage
	flag.Parse()
	if flag.NArg() < 1 {
		usage()
	}
	if err := convert(flag.Arg(0)); err != nil {
		fatalf("%v", err)
	}
}

// usage tells how to call the tool.
func usage() {
	fmt.Fprintln(os.Stderr, "usage: tool file")
	flag.PrintDefaults()
	os.Exit(2) // ok: only main calls usage, itself or when it parses the flags
}

func fatalf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "tool: "+format+"\n", args...)
	os.Exit(1) // ok: only main calls fatalf
}

func convert(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(data) == 0 {
		log.Fatalf("%s is empty", path) // want `call to log\.Fatalf ends the process outside main`
	}
	return nil
}
