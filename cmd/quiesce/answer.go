package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/cli"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/explain"
)

const (
	synopsis = `usage: quiesce [-C dir] [flags] [packages]
       quiesce [-C dir] -source [flags] packages
       quiesce explain NAME...
       go vet -vettool=$(which quiesce) [flags] [packages]
       go fix -fixtool=$(which quiesce) [flags] [packages]
`
	usage = synopsis + "Run 'quiesce help' for the analyzers and flags.\n"
)

// printUsage is the flag.Usage of the modes that multichecker serves. The
// default one lists every flag and buries the line that tells what is wrong.
func printUsage() { fmt.Fprint(os.Stderr, usage) }

const helpTail = `
Every analyzer runs unless it is switched off with -NAME=false; with -NAME only
the named ones run. 'quiesce explain NAME' shows the page of an analyzer or of a
category of findings, 'quiesce help NAME' the flags of an analyzer, which are
written -NAME.FLAG=value.

Flags that are not of one analyzer:

    -C dir           change to dir first; must be the first flag
    -tests           analyze the tests of the packages too (default true)
    -strict          report exits in main too, and whatever else is opt-in
    -json            print findings, related positions and fixes as JSON
    -sarif           print the findings as SARIF 2.1.0
    -color when      show the source, in colour: auto (on a terminal), always, never
    -fix             apply the suggested fixes, print the findings that are left
    -diff            print what the fixes would change, and change nothing
    -baseline file   show no findings that are known from the file
    -write-baseline  write what is found to the file of -baseline
    -since rev       show findings on lines changed since the git revision alone
    -version         print the version of quiesce

Build flags such as -tags, -mod, -race, -overlay and -x are those of the go
command; see 'go help build'. Packages are named as for the go command, and are
those in the current directory by default.

The exit status is 0 if nothing was found, 1 if there are findings and 2 if a
package could not be analyzed or the command line is wrong.

With -source the packages are loaded and type-checked from source, without go
vet. Besides the flags of analyzers it knows -tests, -json, -fix, -diff, which
needs -fix, and -c n, which shows the line of a finding and n lines around it.
`

// An answer is a text that is all the user asked for, or what was wrong with
// the command line.
type answer struct {
	text   string
	stream io.Writer
	status int
}

func (a *answer) print() { fmt.Fprint(a.stream, a.text) }

// failure returns an answer that ends with status 2, which the flag package
// uses for a command line that it cannot parse.
func failure(err error) *answer {
	text := strings.TrimSuffix("quiesce: "+err.Error(), "\n") + "\n"
	return &answer{text: text, stream: os.Stderr, status: 2}
}

// help returns the summary of all analyzers of the suite.
func help(suite []*analysis.Analyzer) *answer {
	var b strings.Builder
	b.WriteString("Quiesce finds what keeps a Go program from stopping in order.\n\n")
	b.WriteString(synopsis)
	b.WriteString("\nAnalyzers:\n\n")
	for _, a := range suite {
		title, _, _ := strings.Cut(a.Doc, "\n")
		fmt.Fprintf(&b, "    %-16s %s\n", a.Name, strings.TrimPrefix(title, a.Name+": "))
	}
	b.WriteString(helpTail)
	return &answer{text: b.String(), stream: os.Stdout}
}

// version returns the module version that the binary was built from, and the
// Go version that it was built with: it analyzes code up to that version.
func version() *answer {
	goVersion := "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
	}
	text := fmt.Sprintf("quiesce %s (built with %s)\n", moduleVersion(), goVersion)
	return &answer{text: text, stream: os.Stdout}
}

func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "(unknown)"
}

// explanation returns the pages of the named analyzers and categories.
func explanation(names []string) *answer {
	if len(names) == 0 {
		return failure(errors.New("explain: no analyzer or category given; 'quiesce help' lists the analyzers"))
	}
	width, _ := strconv.Atoi(os.Getenv("COLUMNS"))
	_, paint := style(cli.Auto, isTerminal(os.Stdout), os.Getenv)
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteString("\n")
		}
		if err := explain.Explain(&b, name, max(width, 0), paint); err != nil {
			return failure(err)
		}
	}
	return &answer{text: b.String(), stream: os.Stdout}
}
