// Right returns from main once all is done.
package main

import "fmt"

func run() error { return nil }

func main() {
	if err := run(); err != nil {
		fmt.Println(err)
	}
}
