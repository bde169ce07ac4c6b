// Package depot calls what ends the process in other packages.
package depot

import (
	"errors"
	"flag"
	"os"
	"time"

	"github.com/spf13/cobra"

	"example.com/fleet/exitoutsidemain/wrapper/cli"
	"example.com/fleet/exitoutsidemain/wrapper/sys"
)

// A State is what a vehicle is doing.
type State int

// String implements fmt.Stringer.
func (s State) String() string { return [...]string{"parked", "charging", "driving"}[s] }

// Chains calls functions that are further and further from the exit.
func Chains(command string, args []string) {
	switch len(args) {
	case 0:
		cli.Stop(2) // want `^call to cli\.Stop ends the process outside main \(it calls os\.Exit\)$`
	case 1:
		cli.Usage() // want `^call to cli\.Usage ends the process outside main \(it calls cli\.Stop, which calls os\.Exit\)$`
	case 2:
		cli.Unknown(command) // want `^call to cli\.Unknown ends the process outside main \(it calls cli\.Usage, which calls cli\.Stop, which calls os\.Exit\)$`
	case 3:
		cli.Misuse(command, args) // want `^call to cli\.Misuse ends the process outside main \(it calls cli\.Unknown, which ends in os\.Exit\)$`
	case 4:
		cli.Refuse(command, "") // want `^call to cli\.Refuse ends the process outside main \(it calls log\.Fatalf\)$`
	case 5:
		cli.Quit(true) // want `^call to cli\.Quit ends the process outside main \(it calls cli\.Stop, which calls os\.Exit\)$`
	}
}

// Sometimes calls functions that return as often as not.
func Sometimes(fs *flag.FlagSet, args []string) error {
	if err := cli.Parse(fs, args, cli.Leave); err != nil { // ok: what it does is the caller's choice
		return cli.Fail(err) // ok: Fail returns
	}
	_ = cli.ParseAny(fs, args, cli.Return) // ok: what it does is the caller's choice
	_, err := os.Stat(fs.Arg(0))
	cli.Check(err)                            // ok: on error, and in this module: reported in Check
	data := cli.Must(os.ReadFile(fs.Arg(0)))  // ok: on error, and in this module
	err = cli.Dispatch(nil, string(data))     // ok: on error, and in this module
	cli.Retry(func() error { return err }, 3) // ok: on error, and in this module
	cobra.CheckErr(err)                       // want `^call to cobra\.CheckErr may end the process outside main \(on error calls os\.Exit\)$`
	flag.Parse()                              // ok: what it does is the program's choice
	return flag.CommandLine.Parse(args)       // ok: what it does is the program's choice
}

// Methods calls methods and instances.
func Methods(c *cli.Command[time.Duration], s State) {
	switch s {
	case 0:
		c.Abort(cli.ErrBusy) // want `^call to \(\*cli\.Command\)\.Abort ends the process outside main \(it calls cli\.Stop, which calls os\.Exit\)$`
	case 1:
		cli.Impossible(s) // want `^call to cli\.Impossible ends the process outside main \(it calls log\.Fatalf\)$`
	case 2:
		cli.Impossible[State](s) // want `^call to cli\.Impossible ends the process outside main \(it calls log\.Fatalf\)$`
	}
	cli.Ping(1)                     // ok: never comes to an exit
	cli.Later(errors.New("parked")) // ok: returns; the exit is in a goroutine of its own
}

// Variables calls what other packages keep in variables.
func Variables(path string) {
	if path == "" {
		sys.Exit(1) // want `^call to sys\.Exit ends the process outside main \(it calls os\.Exit\)$`
	}
	sys.OnFull(path) // ok: the literal returns
	if sys.OnMissing != nil {
		sys.OnMissing(path) // ok: not known to end the process
	}
	if path == "/" {
		sys.Halt("root") // want `^call to sys\.Halt ends the process outside main \(it calls sys\.fatal, which calls log\.Fatal\)$`
	}
	sys.OnCorruption(path) // ok: a hook; its default is reported where it stands
}
