// Tool has helpers that only main calls.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	flag.Usage = usage // ok: reported in usage
	flag.Parse()
	if flag.NArg() < 1 {
		usage() // ok: reported in usage
	}
	if err := convert(flag.Arg(0)); err != nil {
		fatalf("%v", err) // ok: reported in fatalf
	}
}

// usage tells how to call the tool.
func usage() {
	fmt.Fprintln(os.Stderr, "usage: tool file")
	flag.PrintDefaults()
	os.Exit(2) // want `call to os\.Exit ends the process outside main`
}

func fatalf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "tool: "+format+"\n", args...)
	os.Exit(1) // want `call to os\.Exit ends the process outside main`
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
