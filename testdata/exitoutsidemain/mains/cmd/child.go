package cmd

import (
	"log"
	"os"
)

// A child process is told by its arguments what it is.
func init() {
	if len(os.Args) > 1 && os.Args[1] == "render" {
		if err := render(os.Args[2:]); err != nil {
			os.Exit(2) // ok: the process is started for this alone
		}
		leave(0)
	}
	if os.Getenv("FLEET_DSN") == "" {
		log.Fatal("FLEET_DSN is not set") // ok: nothing runs yet
	}
}

func leave(code int) {
	os.Exit(code) // ok: only the child calls it
}

func render(args []string) error {
	if len(args) == 0 {
		os.Exit(3) // ok: only the child calls it
	}
	return nil
}
