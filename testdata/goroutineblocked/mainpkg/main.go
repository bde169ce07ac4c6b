// Command mainpkg ends when main does.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	lines := make(chan string)
	go func() {
		lines <- os.Args[0] // ok: the process ends with main
	}()
	select {
	case line := <-lines:
		fmt.Println(line)
	case <-time.After(time.Second):
		return
	}
	serve()
	<-make(chan struct{}) // ok: main waits for the signal that kills the process
}

func serve() {
	lines := make(chan string)
	go func() {
		lines <- os.Args[0] // want `send on "lines" blocks forever once the function has returned on line 34`
	}()
	select {
	case line := <-lines:
		fmt.Println(line)
	case <-time.After(time.Second):
		return
	}
}
