// Package commands is what the commands of a program run.
package commands

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"
)

// Probe is run by cobra.
func Probe(cmd *cobra.Command, args []string) error {
	answers := make(chan string)
	go func() {
		answers <- ask(args[0]) // ok: the process ends with the command
	}()
	select {
	case a := <-answers:
		fmt.Println(a)
		return nil
	case <-time.After(time.Second):
		return os.ErrDeadlineExceeded
	}
}

// Flags are the arguments of a command.
type Flags struct {
	*flag.FlagSet
	quiet bool
}

// Start starts the daemon and leaves it alone.
func Start(fl Flags) (status int, err error) {
	daemon := exec.Command(fl.Arg(0))
	if err := daemon.Start(); err != nil {
		return 1, err
	}
	ready, exited := make(chan struct{}), make(chan error)
	go func() {
		time.Sleep(time.Second)
		close(ready)
	}()
	go func() {
		exited <- daemon.Wait() // ok: nobody waits for the daemon of a process that ends
	}()
	select {
	case <-ready:
	case err := <-exited:
		return 1, err
	}
	return 0, nil
}

type watchCommand struct{}

// Run returns the status of the process.
func (watchCommand) Run(args []string) int {
	errc := make(chan error)
	go func() { errc <- os.Chdir(args[0]) }() // ok: as above
	select {
	case err := <-errc:
		fmt.Println(err)
		return 1
	case <-time.After(time.Minute):
		return 0
	}
}

// Stats shows lines for as long as the command runs.
func Stats(cmd *cobra.Command, args []string) error {
	lines := make(chan string, 1)
	show(lines)
	for _, arg := range args {
		lines <- ask(arg)
	}
	return nil
}

func show(lines <-chan string) {
	go func() {
		for l := range lines { // ok: made where the process ends
			fmt.Println(l)
		}
	}()
}

// Fetch is for commands and servers alike.
func Fetch(args []string) (string, error) {
	answers := make(chan string)
	go func() {
		answers <- ask(args[0]) // want `send on "answers" blocks forever once the function has returned on line 100`
	}()
	select {
	case a := <-answers:
		return a, nil
	case <-time.After(time.Second):
		return "", os.ErrDeadlineExceeded
	}
}

// Options are no command line: they hold a name.
type Options struct{ Command string }

// FetchWith is like Fetch.
func FetchWith(o *Options) (string, error) {
	answers := make(chan string)
	go func() {
		answers <- ask(o.Command) // want `send on "answers" blocks forever`
	}()
	select {
	case a := <-answers:
		return a, nil
	case <-time.After(time.Second):
		return "", os.ErrDeadlineExceeded
	}
}

func ask(host string) string { return host }
