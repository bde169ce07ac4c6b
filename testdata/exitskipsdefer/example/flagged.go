// Example shows exits that skip deferred calls, and the mended form.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
)

func main() {
	dir, err := os.MkdirTemp("", "trips")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if len(os.Args) == 1 {
		os.Exit(2) // want `os\.Exit skips the call to os\.RemoveAll deferred on line 16`
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, trip := range os.Args[1:] {
		fmt.Fprintln(w, trip)
		if err := play(dir, trip); err != nil {
			log.Fatal(err) // want `log\.Fatal skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 21`
		}
	}
}
