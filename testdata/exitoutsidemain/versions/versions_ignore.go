//go:build ignore

// A generator in the folder of a package.
package main

import "log"

func main() { log.Fatal(generate()) }

func generate() error { log.Fatal("not built here"); return nil } // ok: not built here
