// Wrong ends the process from main, where #[tokio::main] returns.
package main

import "log"

func run() error { return nil }

func main() {
	if err := run(); err != nil {
		log.Fatal(err) // strict exitoutsidemain/in-main
	}
}
