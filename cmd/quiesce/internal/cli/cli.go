// Package cli reads the command line of quiesce.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Command is what the command line asks for.
type Command struct {
	Build    []string // flags for go list and go vet
	Log      []string // flags for go vet that make it tell what it does
	Rules    []string // flags for the analyzers, sorted by name
	Patterns []string // the packages
	Overlay  string   // the value of -overlay, which is not in Build

	Tests bool // look at test files
	Color Color
	JSON  bool
	SARIF bool
	Fix   bool // apply the fixes
	Diff  bool // show what that would change

	Baseline      string // file of known findings
	WriteBaseline bool   // make the findings the known ones
	Since         string // revision
}

// A Color says when text is in colour and shows the source.
type Color string

// The values of -color. Auto is for terminals alone.
const (
	Auto   Color = "auto"
	Always Color = "always"
	Never  Color = "never"
)

// String returns the name of the color.
func (c *Color) String() string { return string(*c) }

// Set accepts the names of the values.
func (c *Color) Set(s string) error {
	if !slices.Contains([]Color{Auto, Always, Never}, Color(s)) {
		return errors.New("must be auto, always or never")
	}
	*c = Color(s)
	return nil
}

// Parse reads the command line args, without the name of the program and -C.
// It sets the flags of the analyzers of suite only to find out what they refuse.
// The error is [flag.ErrHelp] if help is asked for.
func Parse(suite []*analysis.Analyzer, args []string) (*Command, error) {
	c := &Command{Tests: true, Color: Auto}
	fs := flag.NewFlagSet("quiesce", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // the caller prints the error
	fs.Usage = func() {}
	strict := fs.Bool("strict", false, "")
	c.addFlags(fs)
	c.addBuildFlags(fs)
	rules := newRuleFlags(suite)
	rules.add(fs)
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	c.Patterns = fs.Args()
	if err := c.check(); err != nil {
		return nil, err
	}
	if len(c.Patterns) == 0 {
		c.Patterns = []string{"."} // as for the go command
	}
	if *strict {
		rules.beStrict()
	}
	c.Rules = rules.args()
	return c, nil
}

// addFlags defines the flags that are for the front end alone.
func (c *Command) addFlags(fs *flag.FlagSet) {
	fs.BoolVar(&c.Tests, "tests", true, "")
	fs.Var(&c.Color, "color", "")
	fs.BoolVar(&c.JSON, "json", false, "")
	fs.BoolVar(&c.SARIF, "sarif", false, "")
	fs.BoolVar(&c.Fix, "fix", false, "")
	fs.BoolVar(&c.Diff, "diff", false, "")
	fs.StringVar(&c.Baseline, "baseline", "", "")
	fs.BoolVar(&c.WriteBaseline, "write-baseline", false, "")
	fs.StringVar(&c.Since, "since", "", "")
}

// check returns what is wrong with the command line as a whole.
func (c *Command) check() error {
	for _, arg := range c.Patterns {
		if strings.HasPrefix(arg, "-") {
			return fmt.Errorf("%s: flags come before the packages", arg)
		}
	}
	var formats []string
	for _, f := range []struct {
		name string
		set  bool
	}{{"-json", c.JSON}, {"-sarif", c.SARIF}, {"-diff", c.Diff}} {
		if f.set {
			formats = append(formats, f.name)
		}
	}
	if len(formats) > 1 {
		return fmt.Errorf("%s: only one of them can be printed", strings.Join(formats, " and "))
	}
	if c.WriteBaseline && c.Baseline == "" {
		return errors.New("-write-baseline: -baseline names the file")
	}
	if c.WriteBaseline && (c.Fix || c.Diff) {
		return errors.New("-write-baseline: findings that are fixed need no baseline")
	}
	return nil
}
