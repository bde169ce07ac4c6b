package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/cli"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/gocmd"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/golist"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/vet"
)

// A front is one run of the front end.
type front struct {
	suite          []*analysis.Analyzer
	command        *cli.Command
	stdout, stderr io.Writer

	gocmd    *gocmd.Go
	roots    []golist.Package
	findings []finding.Finding // to be shown
	failures []vet.Failure
	problems []string // why something could not be analyzed, or done
}

// Exit statuses of the front end.
const (
	statusClean    = 0
	statusFindings = 1
	statusFailure  = 2
)

// runFront analyzes the packages that c asks for and returns the exit status.
func runFront(ctx context.Context, suite []*analysis.Analyzer, c *cli.Command) int {
	f := &front{suite: suite, command: c, stdout: os.Stdout, stderr: os.Stderr}
	if err := f.run(ctx); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		f.fail(err.Error())
	}
	return f.status()
}

// status returns the exit status.
func (f *front) status() int {
	switch {
	case len(f.problems) > 0:
		return statusFailure
	case len(f.findings) > 0:
		return statusFindings
	}
	return statusClean
}

// fail says, once, that something failed.
func (f *front) fail(text string) {
	text = strings.TrimSuffix(text, "\n")
	if !slices.Contains(f.problems, text) {
		f.problems = append(f.problems, text)
		f.say(text)
	}
}

// say writes a line that names the program to standard error.
func (f *front) say(text string) { fmt.Fprint(f.stderr, "quiesce: "+text+"\n") }

func (f *front) run(ctx context.Context) (err error) {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	f.gocmd, err = gocmd.New(dir)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := f.gocmd.Close(); err == nil {
			err = closeErr
		}
	}()
	if err := f.load(ctx); err != nil {
		return err
	}
	if err := f.find(ctx); err != nil {
		return err
	}
	switch {
	case f.command.WriteBaseline:
		return f.writeBaseline()
	case f.command.Diff:
		return f.diff(ctx)
	case f.command.Fix:
		if err := f.fix(ctx); err != nil {
			return err
		}
	}
	return f.print()
}

// find analyzes the packages and keeps the findings that are to be shown.
func (f *front) find(ctx context.Context) error {
	stop := f.showProgress(ctx)
	err := f.analyze(ctx)
	stop()
	if err != nil || f.command.WriteBaseline {
		return err
	}
	return f.filter(ctx)
}

// load finds the packages, and prepares for leaving out their tests.
func (f *front) load(ctx context.Context) error {
	c := f.command
	if c.Overlay != "" {
		c.Build = append(c.Build, "-overlay="+c.Overlay)
	}
	var err error
	f.roots, err = golist.Roots(ctx, f.gocmd, c.Build, c.Patterns)
	if err != nil || c.Tests {
		return err
	}
	overlay, err := golist.HideTests(f.gocmd.Temp(), c.Overlay, f.roots)
	if err != nil {
		return err
	}
	c.Build = append(c.Build, "-overlay="+overlay) // the last one counts
	f.roots = golist.WithoutTests(f.roots)
	if patterns := golist.ImportPaths(f.roots); !slices.Contains(patterns, golist.Files) {
		c.Patterns = patterns
	}
	return nil
}

// analyze runs go vet. If that fails, which it does for all packages if one of
// them cannot be loaded, then it finds out which packages are to blame and runs
// go vet once more, on the others.
func (f *front) analyze(ctx context.Context) error {
	if len(f.roots) == 0 && !f.command.Tests {
		return nil // tests were all that there is
	}
	result, err := f.vet(ctx, f.command.Patterns)
	if err != nil {
		return err
	}
	if !result.Complete {
		good, err := f.nameBroken(ctx)
		if err != nil {
			return err
		}
		if len(good) == 0 && len(f.problems) > 0 {
			return nil
		}
		if len(f.problems) > 0 {
			if result, err = f.vet(ctx, good); err != nil {
				return err
			}
		}
	}
	f.findings, f.failures = result.Findings, result.Failures
	fmt.Fprint(f.stderr, result.Messages)
	if text := strings.TrimSpace(result.Messages); !result.Complete && text != "" {
		f.problems = append(f.problems, text)
	} else if !result.Complete {
		f.fail("go vet could not analyze all packages")
	}
	for _, failure := range result.Failures {
		f.fail(failure.Package + ": " + vet.FailedPrefix(failure.Analyzer) + failure.Message)
	}
	return nil
}

// vet runs go vet on the packages that the patterns name.
func (f *front) vet(ctx context.Context, patterns []string) (*vet.Result, error) {
	tool, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := f.command
	request := vet.Request{
		Tool: tool,
		Flags: slices.Concat(c.Log, c.Build, c.Rules,
			[]string{"-trimpath=false", "-" + cli.RootsFlag + "=" + foreign(f.roots)}),
		Patterns: patterns,
		Roots:    f.roots,
		URL:      f.url,
	}
	if len(c.Log) > 0 {
		request.Log = f.stderr
	}
	return vet.Run(ctx, f.gocmd, request)
}

// nameBroken says which packages cannot be analyzed and returns the others.
func (f *front) nameBroken(ctx context.Context) ([]string, error) {
	good, broken, err := golist.Check(ctx, f.gocmd, f.command.Build, f.command.Patterns, f.command.Tests)
	if err != nil {
		return nil, err
	}
	for _, b := range broken {
		f.fail(b.ImportPath + " is not analyzed: " + b.Reason)
	}
	return good, nil
}

// foreign returns a value for the flag that tells the tool of the roots: a hash
// of those that are not of the main module. See wholeUnit.
func foreign(roots []golist.Package) string {
	h := sha256.New()
	none := true
	for _, p := range roots {
		if !p.Main() {
			none = false
			h.Write([]byte(p.ImportPath + "\n"))
		}
	}
	if none {
		return "main"
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// url returns the address of the page about a category of findings.
func (f *front) url(analyzer, category string) string {
	for _, a := range f.suite {
		if a.Name == analyzer && a.URL != "" && category != "" {
			return a.URL + "#" + category
		} else if a.Name == analyzer {
			return a.URL
		}
	}
	return ""
}
