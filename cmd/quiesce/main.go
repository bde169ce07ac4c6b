// Quiesce finds what keeps a Go program from stopping in order: exits outside
// main, goroutines that nobody can stop, work that nobody waits for.
//
//	quiesce [-C dir] [-source] [flags] packages...
//	go vet -vettool=$(which quiesce) [flags] packages...
//	go fix -fixtool=$(which quiesce) [flags] packages...
//
// Run 'quiesce help' for the analyzers and flags. From source, the exit
// status is 0 if nothing was found, 3 if there are findings, 1 if a package could
// not be analyzed and 2 if the command line is wrong. With -json, findings and the
// errors of analyzers are in the output and leave the status at 0.
package main

import (
	"flag"
	"os"

	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/seed42e405a4/quiesce/analyzers"
)

func main() {
	p := newPlan(analyzers.Suite, os.Args)
	if p.answer != nil {
		p.answer.print()
		os.Exit(p.answer.status)
	}
	os.Args = p.args
	flag.Usage = p.usage
	multichecker.Main(p.suite...)
}
