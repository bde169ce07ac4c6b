// Last ends main with the status of what it ran.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	done := make(chan bool)
	go func() {
		defer close(done) // of the goroutine, not of main
		fmt.Println("last")
	}()
	<-done
	os.Exit(run(os.Args[1:])) // ok: the last statement, and run has returned
}

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	<-ctx.Done()
	return len(args)
}
