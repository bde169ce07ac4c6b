package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/cli"
)

// A plan is what main has to do: print the answer, if there is one; else run
// the front end, if there is a command for it; else run multichecker.Main on
// suite with args as the command line and usage for what the flag package prints
// below the name of a flag that it refuses.
type plan struct {
	answer  *answer
	command *cli.Command
	args    []string
	suite   []*analysis.Analyzer
	usage   func()
}

// newPlan reads the command line args, of which the first is the name of the
// program. A leading -C changes the working directory at once, as it does in
// the go command, for everything after it is relative to that directory.
func newPlan(suite []*analysis.Analyzer, args []string) plan {
	rest, err := changeDir(args[1:])
	if err != nil {
		return plan{answer: failure(err)}
	}
	p := plan{args: append([]string{args[0]}, rest...), suite: suite, usage: printUsage}
	switch modeOf(rest) {
	case frontMode:
		p.command, err = cli.Parse(suite, rest)
		if errors.Is(err, flag.ErrHelp) {
			p.answer = help(suite)
		} else if err != nil {
			p.answer = failure(err)
		}
	case identityMode:
		p.answer = identity()
	case versionMode:
		p.answer = version()
	case helpMode:
		p.answer = help(suite)
	case explainMode:
		p.answer = explanation(rest[1:])
	case usageMode:
		p.answer = failure(fmt.Errorf("no packages given\n%s", usage))
	case unitMode:
		relaxGC()
		p.args, err = wholeUnit(p.args)
		if err != nil {
			p.answer = failure(err)
			break
		}
		p.suite = unitSuite(suite, p.args[len(p.args)-1])
		p.usage = func() {} // the user called go vet, once for all the units
	case sourceMode:
		p.args = sourceArgs(p.args)
	case passMode:
	}
	return p
}

// run does what the plan asks for and returns the exit status, or prepares for
// multichecker.Main.
func (p *plan) run() (status int, done bool) {
	switch {
	case p.answer != nil:
		p.answer.print()
		return p.answer.status, true
	case p.command != nil:
		ctx, stop := interruptible()
		defer stop()
		return runFront(ctx, p.suite, p.command), true
	}
	os.Args = p.args
	flag.Usage = p.usage
	return 0, false
}

// interruptible returns a context that is done when the user, or the system,
// wants the program to end. A second signal then ends it at once.
func interruptible() (context.Context, context.CancelFunc) {
	signals := []os.Signal{os.Interrupt, syscall.SIGHUP}
	signals = append(slices.DeleteFunc(signals, signal.Ignored), syscall.SIGTERM) // nohup stays in force
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// sourceArgs returns args as multichecker takes them. Without the flag that
// selects analysis from source: multichecker knows one of this name that says of
// itself that it is deprecated and without effect. And -tests is called -test.
func sourceArgs(args []string) []string {
	args = slices.DeleteFunc(args, isSourceFlag)
	for i, arg := range args {
		name, value, assigned := strings.Cut(arg, "=")
		switch {
		case name != "-tests" && name != "--tests":
		case assigned:
			args[i] = "-test=" + value
		default:
			args[i] = "-test"
		}
	}
	return args
}

// isSourceFlag reports whether arg selects analysis from source.
func isSourceFlag(arg string) bool {
	return arg == "-source" || arg == "--source"
}

// noPackages reports whether args are flags only. The value of a flag that is
// written apart from it counts as a package here, since which flags take a
// value is not known yet; multichecker then prints a usage message of its own.
func noPackages(args []string) bool {
	return !slices.ContainsFunc(args, func(arg string) bool {
		return !strings.HasPrefix(arg, "-")
	})
}
