// Command mainruns does its work in a function that main calls last.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	check(time.Second)
	return ask(time.Second)
}

func ask(wait time.Duration) error {
	lines := make(chan string)
	go func() {
		lines <- os.Args[0] // ok: when ask returns, the process ends
	}()
	select {
	case line := <-lines:
		fmt.Println(line)
		return nil
	case <-time.After(wait):
		return errors.New("timeout")
	}
}

func check(wait time.Duration) {
	lines := make(chan string)
	go func() {
		lines <- os.Args[0] // ok: so it does soon after check
	}()
	select {
	case line := <-lines:
		fmt.Println(line)
	case <-time.After(wait):
	}
}

// probe runs in a goroutine and outlives what it has left behind.
func probe(wait time.Duration) {
	lines := make(chan string)
	go func() {
		lines <- os.Args[0] // want `send on "lines" blocks forever once the function has returned on line 59`
	}()
	select {
	case line := <-lines:
		fmt.Println(line)
	case <-time.After(wait):
		return
	}
}

func init() { go probe(time.Minute) }
