package ruletest

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

const returning = `
-- testdata/go.mod --
module example.com/fleet

go 1.26
-- testdata/proc/proc.go --
package proc

func Exit(code int) {}
-- testdata/exitcall/fix/fix.go --
package fix

import "example.com/fleet/proc"

func usage() {
	println("usage: orderd [flags]")
	proc.Exit(2) // want "call to proc.Exit"
}
-- testdata/exitcall/fix/fix.go.golden --
package fix

func usage() {
	println("usage: orderd [flags]")
	return // want "call to proc.Exit"
}
`

const alternatives = `
-- testdata/go.mod --
module example.com/fleet

go 1.26
-- testdata/proc/proc.go --
package proc

func Exit(code int) {}
-- testdata/exitcall/fix/fix.go --
package fix

import "example.com/fleet/proc"

func stop() {
	proc.Exit(2) // want "call to proc.Exit"
}
`

// alternativesGolden is apart because an archive cannot hold another one.
const alternativesGolden = `-- Return --
package fix

func stop() {
	return // want "call to proc.Exit"
}
-- Panic --
package fix

func stop() {
	panic("stop") // want "call to proc.Exit"
}
`

func TestGolden(t *testing.T) {
	toReturn := replacement{title: "Return", text: "return"}
	toPanic := replacement{title: "Panic", text: `panic("stop")`}
	tests := []struct {
		name     string
		archive  string
		golden   string // of fix.go, if it is not in the archive
		analyzer *analysis.Analyzer
		want     []string
	}{
		{"one fix", returning, "", exitcall(toReturn), nil},
		{"two fixes", alternatives, alternativesGolden, exitcall(toReturn, toPanic), nil},
		{
			"a fix that leaves what another fix is for",
			alternatives + "\nfunc abort() {\n\tproc.Exit(3) // want \"call to proc.Exit\"\n}\n",
			"-- Return --\npackage fix\n\nimport \"example.com/fleet/proc\"\n\n" +
				"func stop() {\n\treturn // want \"call to proc.Exit\"\n}\n\n" +
				"func abort() {\n\tproc.Exit(3) // want \"call to proc.Exit\"\n}\n",
			exitcall(replacement{"Return", "return", "2"}, replacement{"Panic", `panic("abort")`, "3"}), nil,
		},
		{
			"another fix than the golden file", returning, "", exitcall(toPanic),
			[]string{"unexpected"},
		},
		{
			"no golden file at all", alternatives, "", exitcall(),
			[]string{"no golden file in fix"},
		},
		{
			"golden file of a file without fixes", returning, "", exitcall(),
			[]string{"no fix changes fix.go", "no golden file in fix"},
		},
		{
			"golden file of no file",
			returning + "-- testdata/exitcall/fix/fixed.go.golden --\npackage fix\n", "", exitcall(toReturn),
			[]string{"no fix changes fixed.go"},
		},
		{
			"does not compile", strings.Replace(returning, "\treturn ", "\treturn errUsage ", 1), "",
			exitcall(replacement{title: "Return", text: "return errUsage"}),
			[]string{"does not compile"},
		},
		{
			"not formatted", strings.Replace(returning, "\treturn ", "return ", 1), "", exitcall(toReturn),
			[]string{"not formatted"},
		},
		{
			"fix that leaves its finding", strings.NewReplacer(
				"\treturn ", "\tproc.Exit(1) ",
				".golden --\npackage fix\n", ".golden --\npackage fix\n\nimport \"example.com/fleet/proc\"\n").Replace(returning), "",
			exitcall(replacement{title: "Exit with 1", text: "proc.Exit(1)"}),
			[]string{`"Exit with 1" is offered again`},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := repository(t, test.archive)
			if test.golden != "" {
				r.write("../../testdata/exitcall/fix/fix.go.golden", test.golden)
			}
			module, results, ok := run(r, test.analyzer, analysistest.RunWithSuggestedFixes, []string{"fix"})
			if !ok {
				t.Fatalf("not run: %v", r.failures)
			}
			checkGolden(r, test.analyzer, module, []string{"fix"}, results)
			r.expect(test.want...)
		})
	}
}

func TestRunWithFixes(t *testing.T) {
	repository(t, returning)
	RunWithFixes(t, exitcall(replacement{title: "Return", text: "return"}), "fix")
}
