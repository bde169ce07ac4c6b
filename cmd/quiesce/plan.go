package main

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A plan is what main has to do: print the answer, if there is one, and exit;
// else run multichecker.Main on suite with args as the command line and usage
// for what the flag package prints below the name of a flag that it refuses.
type plan struct {
	answer *answer
	args   []string
	suite  []*analysis.Analyzer
	usage  func()
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
	case versionMode:
		p.answer = version()
	case helpMode:
		p.answer = help(suite)
	case usageMode:
		p.answer = failure(fmt.Errorf("no packages given\n%s", usage))
	case unitMode:
		p.suite = unitSuite(suite, rest[len(rest)-1])
		p.usage = func() {} // the user called go vet, once for all the units
	case sourceMode:
		p.args = slices.DeleteFunc(p.args, isSourceFlag)
	case passMode:
	}
	return p
}

// isSourceFlag reports whether arg selects analysis from source. It has to be
// taken out of the command line: multichecker knows a flag of this name that
// says of itself that it is deprecated and without effect.
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
