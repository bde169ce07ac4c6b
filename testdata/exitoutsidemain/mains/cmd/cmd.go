// Package cmd has the commands of a program.
package cmd

import (
	"fmt"
	"log"
	"os"

	"github.com/spf13/cobra"
)

var rootCmd = &cobra.Command{Use: "fleet"}

// Execute is what main calls.
func Execute() {
	if err := rootCmd.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) // ok: it runs the program
	}
}

// ExecuteArgs gives the error back, at times.
func ExecuteArgs(args []string) error {
	if len(args) == 0 {
		log.Fatal("no arguments") // want `call to log\.Fatal ends the process outside main`
	}
	rootCmd.SetArgs(args)
	return rootCmd.Execute()
}

var moveCmd = &cobra.Command{
	Use: "move",
	Run: func(cmd *cobra.Command, args []string) {
		if len(args) == 0 {
			exitWith(os.ErrInvalid) // ok: for a command that has no error to return
			os.Exit(2)              // ok: there is no error to return
		}
		os.Exit(move(args)) // ok: nothing is left to be done
	},
}

var stopCmd = &cobra.Command{
	Use: "stop",
	Run: func(cmd *cobra.Command, args []string) {
		defer fmt.Println("stopped")
		os.Exit(move(args)) // ok: exitskipsdefer judges what is deferred
	},
}

var parkCmd = &cobra.Command{
	Use: "park",
	RunE: func(cmd *cobra.Command, args []string) error {
		if err := os.MkdirAll(args[0], 0o755); err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
		}
		if err := os.Remove(args[1]); err != nil {
			os.Exit(1) // want `call to os\.Exit ends the process outside main`
		}
		os.Exit(move(args)) // ok: the status is no error
		return nil
	},
}

func init() {
	washCmd := &cobra.Command{Use: "wash"}
	washCmd.Run = wash
	cobra.OnInitialize(func() {
		os.Exit(3) // ok: before each command, and without an error to return
	})
	rootCmd.AddCommand(moveCmd, stopCmd, parkCmd, washCmd)
}

func wash(cmd *cobra.Command, args []string) {
	os.Exit(move(args)) // ok: the end of a command
}

func move(args []string) int { return len(args) }

// exitWith is for the commands, and says what it does.
func exitWith(err error) {
	if err != nil {
		os.Exit(1) // ok: reported where exitWith is called
	}
}

// A hook is no command: nothing says that it is run last.
type hook struct {
	name string
	run  func(args []string)
}

var hooks = []hook{{
	name: "abort",
	run: func(args []string) {
		os.Exit(move(args)) // want `call to os\.Exit ends the process outside main`
	},
}}

// RunHooks runs what is registered.
func RunHooks(args []string) {
	for _, h := range hooks {
		h.run(args)
	}
}
