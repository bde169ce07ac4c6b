package cli

import (
	"flag"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// RootsFlag is the flag with which quiesce tells itself which packages were
// asked for. It is not for users.
const RootsFlag = "lifecycle.roots"

// strict holds what -strict sets: no exit in main either, a context for every
// goroutine, and all categories that are off by default. What the command line
// sets is left as it is.
var strict = map[string]string{
	"exitoutsidemain.mainhelpers": "false",
	"exitoutsidemain.strict":      "true",
	"exitoutsidemain.testhelpers": "true",
	"exitskipsdefer.close":        "true",
	"exitskipsdefer.release":      "true",
	"goroutinestop.require":       "context",
	"servershutdown.borrowed":     "true",
	"servershutdown.nodeadline":   "true",
	"servershutdown.nodrain":      "true",
	"stopsignal.cleanup":          "true",
	"stopsignal.pair":             "true",
	"stopsignal.release":          "true",
	"stopsignal.second":           "true",
	"stopwithoutwait.notjoined":   "true",
	"waitgroupwait.partial":       "true",
}

// ruleFlags are the flags of the analyzers: -NAME, which switches the analyzer
// on or off, and -NAME.FLAG.
type ruleFlags struct {
	suite []*analysis.Analyzer
	given []ruleFlag
}

type ruleFlag struct {
	name, value string
}

func newRuleFlags(suite []*analysis.Analyzer) *ruleFlags {
	return &ruleFlags{suite: suite}
}

// add defines the flags.
func (r *ruleFlags) add(fs *flag.FlagSet) {
	for _, a := range r.suite {
		fs.BoolFunc(a.Name, "", func(value string) error {
			if _, err := strconv.ParseBool(value); err != nil {
				return err
			}
			r.given = append(r.given, ruleFlag{a.Name, value})
			return nil
		})
		a.Flags.VisitAll(func(f *flag.Flag) {
			if name := a.Name + "." + f.Name; name != RootsFlag {
				fs.Var(recorder{f.Value, name, r}, name, "")
			}
		})
	}
}

// beStrict adds what -strict stands for.
func (r *ruleFlags) beStrict() {
	for name, value := range strict {
		if !slices.ContainsFunc(r.given, func(f ruleFlag) bool { return f.name == name }) {
			r.given = append(r.given, ruleFlag{name, value})
		}
	}
}

// args returns the flags as arguments. The go command caches by their text, so
// they are in an order that does not depend on the user's.
func (r *ruleFlags) args() []string {
	slices.SortStableFunc(r.given, func(a, b ruleFlag) int { return strings.Compare(a.name, b.name) })
	var args []string
	for _, f := range r.given {
		args = append(args, "-"+f.name+"="+f.value)
	}
	return args
}

// A recorder is the value of a flag that remembers what it is set to.
type recorder struct {
	flag.Value
	name  string
	rules *ruleFlags
}

// Set lets the value judge s.
func (v recorder) Set(s string) error {
	if err := v.Value.Set(s); err != nil {
		return err
	}
	v.rules.given = append(v.rules.given, ruleFlag{v.name, s})
	return nil
}

// String is called on zero values, too.
func (v recorder) String() string {
	if v.Value == nil {
		return ""
	}
	return v.Value.String()
}

// IsBoolFlag hands on what the value says, since embedding hides it.
func (v recorder) IsBoolFlag() bool {
	b, ok := v.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}
