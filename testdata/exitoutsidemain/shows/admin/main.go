// Admin finds its flags in a function of its own.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	n := parse()
	fmt.Println(n)
}

func parse() int {
	var show bool
	flag.BoolVar(&show, "version", false, "print the version")
	flag.Parse()
	if show {
		fmt.Println("1.2.3")
		os.Exit(0) // ok: that is the answer
	}
	if flag.NArg() == 0 {
		fmt.Println("nothing to do")
		os.Exit(0) // ok: only main calls parse
	}
	return flag.NArg()
}
