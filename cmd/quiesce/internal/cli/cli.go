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

	Tests  bool // look at test files
	Color  Color
	JSON   bool
	Strict bool
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
	fs.BoolVar(&c.Tests, "tests", true, "")
	fs.BoolVar(&c.JSON, "json", false, "")
	fs.BoolVar(&c.Strict, "strict", false, "")
	fs.Var(&c.Color, "color", "")
	c.addBuildFlags(fs)
	rules := newRuleFlags(suite)
	rules.add(fs)
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	c.Patterns = fs.Args()
	for _, arg := range c.Patterns {
		if strings.HasPrefix(arg, "-") {
			return nil, fmt.Errorf("%s: flags come before the packages", arg)
		}
	}
	if len(c.Patterns) == 0 {
		c.Patterns = []string{"."} // as for the go command
	}
	if c.Strict {
		rules.beStrict()
	}
	c.Rules = rules.args()
	return c, nil
}
