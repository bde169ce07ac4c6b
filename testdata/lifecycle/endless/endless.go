// Package endless has functions that other packages may start, and says
// what they learn about them.
package endless

import (
	"context"
	"log"
	"os"
	"os/signal"
	"time"
)

// Poll has a loop without an exit.
func Poll() { // want Poll:"endless"
	for {
		log.Print("poll")
		time.Sleep(time.Second)
	}
}

// Block blocks.
func Block() { // want Block:"endless"
	log.Print("up")
	select {}
}

// Serve calls what is endless.
func Serve(fast bool) { // want Serve:"endless"
	if fast {
		Poll()
	}
	Block()
}

// Through calls what is endless in a result.
func Through() error { // want Through:"endless"
	return forever()
}

func forever() error {
	for range time.Tick(time.Second) {
		log.Print("tick")
	}
	return nil
}

// ServeUntil may end.
func ServeUntil(ctx context.Context) { // want ServeUntil:"until .0."
	if ctx.Err() != nil {
		return
	}
	Poll()
}

// Start starts what is endless, but ends itself.
func Start() { // ok: the loop is in a goroutine
	go Poll()
}

// Defer calls what is endless when it has ended otherwise.
func Defer() { // ok: a deferred call is not looked at
	defer Poll()
}

// Maybe calls what is endless on one side of an operator only.
func Maybe(fast bool) bool { // ok: the right side may not be evaluated
	return fast && run()
}

func run() bool {
	Poll()
	return true
}

// HandleSignals ends the process when the second signal comes.
func HandleSignals() { // want HandleSignals:"exits on error"
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	var err error
	for range signals {
		if err != nil {
			os.Exit(1)
		}
		err = context.Canceled
	}
}

// A Loop has methods.
type Loop struct{ C chan int }

// Run is endless.
func (l *Loop) Run() { // want Run:"endless"
	for {
		<-l.C
	}
}

// Even and Odd call each other until one of them loops.
func Even(n int) { // want Even:"endless"
	if n > 0 {
		Odd(n - 1)
	}
	Poll()
}

// Odd is as endless as Even.
func Odd(n int) { // want Odd:"endless"
	Even(n)
}

type loop struct{}

// Run cannot be named by other packages.
func (loop) Run() { // ok: there are no facts about methods of unexported types
	Poll()
}

func hidden() { // ok: there are no facts about unexported functions
	Poll()
}
