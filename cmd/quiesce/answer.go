package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const (
	synopsis = `usage: quiesce [-C dir] [flags] [packages]
       quiesce [-C dir] -source [flags] packages
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
the named ones run. 'quiesce help NAME' describes an analyzer and its flags,
which are written -NAME.FLAG=value.

Flags that are not of one analyzer:

    -C dir       change to dir first; must be the first flag
    -tests       analyze the tests of the packages too (default true)
    -strict      report exits in main too, and whatever else is opt-in by mission
    -json        print findings, related positions and fixes as JSON
    -color when  show the source, in colour: auto (on a terminal), always, never
    -version     print the version of quiesce

Build flags such as -tags, -mod, -race, -overlay and -x are those of the go
command; see 'go help build'. Packages are named as for the go command, and are
those in the current directory by default.

The exit status is 0 if nothing was found, 1 if there are findings and 2 if a
package could not be analyzed or the command line is wrong.

With -source the packages are loaded and type-checked from source, without go
vet. Then -tests, -json and these are the flags, and no build flags:

    -c n         show the line of a finding and n lines around it
    -fix         apply the suggested fixes
    -diff        with -fix, print the fixes as a diff and change no file
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
	module, goVersion := "(unknown)", "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok {
		module, goVersion = info.Main.Version, info.GoVersion
	}
	text := fmt.Sprintf("quiesce %s (built with %s)\n", module, goVersion)
	return &answer{text: text, stream: os.Stdout}
}
