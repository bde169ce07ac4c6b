// Command billingd serves invoices.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	addr := flag.String("addr", "", "listen on this address")
	flag.Parse()
	if *addr == "" {
		fmt.Fprintln(os.Stderr, "billingd: no address")
		os.Exit(2) //lint:ignore quiesce/exitoutsidemain nothing is open yet // ok: with -strict there is a finding to silence
	}
	if err := serve(*addr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		usage()
	}
	os.Exit(0) //lint:ignore quiesce/exitoutsidemain the last statement is always right // want `directive silences nothing`
}

// usage is what -mainhelpers is for.
func usage() {
	flag.PrintDefaults()
	os.Exit(2) //lint:ignore quiesce/exitoutsidemain only main calls it // ok: it silences the exit
}

func serve(addr string) error { return fmt.Errorf("listen %s: not yet", addr) }
