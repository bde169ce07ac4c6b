// Quiesce finds what keeps a Go program from stopping in order: exits outside
// main, goroutines that nobody can stop, work that nobody waits for.
//
//	quiesce [-C dir] [flags] [packages]
//	quiesce [-C dir] -source [flags] packages
//	quiesce explain NAME...
//	go vet -vettool=$(which quiesce) [flags] [packages]
//	go fix -fixtool=$(which quiesce) [flags] [packages]
//
// Run 'quiesce help' for the analyzers and flags. By itself quiesce has 'go vet'
// run it, for its cache, build flags and parallelism, and prints the findings,
// sorted, to standard output. The exit status is 0 if nothing was found, 1 if
// there are findings and 2 if a package could not be analyzed, which standard
// error names, or the command line is wrong.
//
// From source, for code that the go command cannot build, the exit status is 0
// if nothing was found, 3 if there are findings, 1 if a package could not be
// analyzed and 2 if the command line is wrong. With -json, findings and the
// errors of analyzers are in the output and leave the status at 0.
package main

import (
	"os"

	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/seed42e405a4/quiesce/analyzers"
)

func main() {
	p := newPlan(analyzers.Suite, os.Args)
	if status, done := p.run(); done {
		os.Exit(status)
	}
	multichecker.Main(p.suite...)
}
