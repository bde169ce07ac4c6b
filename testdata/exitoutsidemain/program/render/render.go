// Package render starts processes of its own, and passes on how they end.
package render

import (
	"encoding/json"
	"fmt"
	"os"

	"example.com/fleet/exitoutsidemain/program/render/child"
)

func init() {
	child.Register("render", renderChild)
	child.Register("wash", washChild)
}

// renderChild is all that a child does.
func renderChild() {
	var pages []string
	if err := json.NewDecoder(os.Stdin).Decode(&pages); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) // ok: a process of its own
	}
	done := make(chan struct{})
	go write(pages, done)
	<-done
	os.Exit(0) // ok: a process of its own
}

// write runs in the child.
func write(pages []string, done chan<- struct{}) {
	defer close(done)
	for _, page := range pages {
		if _, err := fmt.Println(page); err != nil {
			os.Exit(1) // ok: a process of its own
		}
	}
}

// washChild is called by others, too.
func washChild() {
	os.Exit(2) // want `call to os\.Exit ends the process outside main`
}

// Wash may be called anywhere.
func Wash() { washChild() }

// Each calls the function for all of them.
func Each(all []string, do func(string)) {
	for _, one := range all {
		do(one)
	}
}

var later []func()

// Later keeps the function.
func Later(do func()) { later = append(later, do) }

// Mount needs the rights of another user.
func Mount(path string) error {
	done, status, err := child.Become("root")
	if err != nil {
		return err
	}
	if done {
		os.Exit(status) // ok: the child has done what there was to do
	}
	if path == "" {
		os.Exit(status) // want `call to os\.Exit ends the process outside main`
	}
	return os.Mkdir(path, 0o700)
}

// Complete answers the shell.
func Complete(words []string) {
	line := os.Getenv("COMP_LINE")
	if len(line) != 0 {
		fmt.Println(words)
		os.Exit(0) // ok: the process is started for this alone
	}
	if line == "" && len(words) == 0 {
		os.Exit(0) // want `call to os\.Exit ends the process outside main`
	}
}

// Parse reads the command line for main.
func Parse(parse func(args []string) (string, error)) string {
	command, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(2) // ok: it reads the command line for main
	}
	if _, err := os.Stat(command); err != nil {
		os.Exit(2) // want `call to os\.Exit ends the process outside main`
	}
	return command
}

// Setup reads the command line, too, and has an error to return.
func Setup(parse func(args []string) (string, error)) (string, error) {
	command, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(1) // want `call to os\.Exit ends the process outside main`
	}
	return command, nil
}

// Choose finds out which of the programs this is.
func Choose(programs map[string]func()) {
	if len(os.Args) < 2 {
		os.Exit(2) // ok: it reads the command line for main
	}
	run, ok := programs[os.Args[1]]
	if !ok {
		os.Exit(2) // ok: it reads the command line for main
	}
	run()
}
