package ruletest

import (
	"strings"
	"testing"
)

// brokenModule has packages that are broken in several ways, one that imports
// such a package, and one that is well.
const brokenModule = `Packages that do not type-check are skipped, and so is what imports them.

skipped: example.com/fleet/mistyped
skipped: example.com/fleet/importer
skipped: example.com/fleet/missing
skipped: example.com/fleet/cut
skipped: example.com/fleet/noclause
skipped: example.com/fleet/twonames
skipped: example.com/fleet/brokentest
-- go.mod --
module example.com/fleet

go 1.26
-- proc/proc.go --
package proc

func Exit(code int) {}
-- well/well.go --
package well

import "example.com/fleet/proc"

func Stop() {
	proc.Exit(1) // want "call to proc.Exit"
}
-- mistyped/mistyped.go --
package mistyped

import "example.com/fleet/proc"

func Stop() { proc.Exit("now") }
-- importer/importer.go --
package importer

import "example.com/fleet/mistyped"

func Stop() { mistyped.Stop() }
-- missing/missing.go --
package missing

import "example.com/gone/away"

var _ = away.Stop
-- cut/cut.go --
package cut

import "example.com/fleet/proc"

func Stop() { proc.Exit(
-- noclause/noclause.go --
func Stop() {}
-- twonames/a.go --
package twonames
-- twonames/b.go --
package threenames
-- brokentest/brokentest.go --
package brokentest
-- brokentest/brokentest_test.go --
package brokentest

import "testing"

func TestStop(t *testing.T) { t.Fatal(1, undefined) }
`

func TestTxtar(t *testing.T) {
	without := func(line string) string { return strings.Replace(brokenModule, line, "", 1) }
	tests := []struct {
		name, archive string
		patterns      []string
		want          []string
	}{
		{"skipped", brokenModule, nil, nil},
		{
			"not named as skipped", without("skipped: example.com/fleet/importer\n"), nil,
			[]string{"error analyzing"},
		},
		{
			"no such package", "skipped: example.com/fleet/gone\n" + brokenModule, nil,
			[]string{"no package example.com/fleet/gone"},
		},
		{
			"not broken", "skipped: example.com/fleet/well\n" + brokenModule, nil,
			[]string{"well: has no errors"},
		},
		{
			"finding too many", without(`// want "call to proc.Exit"`), nil,
			[]string{"unexpected diagnostic"},
		},
		{
			"patterns", brokenModule[strings.Index(brokenModule, "-- go.mod"):], []string{"./well"}, nil,
		},
		{
			"nothing shown", "-- go.mod --\nmodule example.com/fleet\n\ngo 1.26\n-- a.go --\npackage a\n", nil,
			[]string{"the archive shows nothing"},
		},
		{"no module", "-- a.go --\npackage a\n", nil, []string{"no go.mod"}},
		{"no package", "-- go.mod --\nmodule example.com/fleet\n\ngo 1.26\n", nil, []string{"the archive shows nothing"}},
		{"file outside", "-- go.mod --\nmodule example.com/fleet\n\ngo 1.26\n-- ../a.go --\npackage a\n", nil, []string{"invalid"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := repository(t, fleet)
			r.write("../../testdata/exitcall/broken.txtar", test.archive)
			runTxtar(r, exitcall(), "broken.txtar", test.patterns)
			r.expect(test.want...)
		})
	}
}

// TestTxtarDespiteErrors has an analyzer that drivers run on broken packages too.
func TestTxtarDespiteErrors(t *testing.T) {
	r := repository(t, fleet)
	r.write("../../testdata/exitcall/broken.txtar", `skipped: example.com/fleet/mistyped
-- go.mod --
module example.com/fleet

go 1.26
-- proc/proc.go --
package proc

func Exit(code int) {}
-- mistyped/mistyped.go --
package mistyped

import "example.com/fleet/proc"

func Stop() { proc.Exit("now") }
`)
	a := exitcall()
	a.RunDespiteErrors = true
	runTxtar(r, a, "broken.txtar", nil)
	r.expect("analyzed in spite of its errors, with 1 findings")
}

func TestTxtarNoFile(t *testing.T) {
	r := repository(t, fleet)
	runTxtar(r, exitcall(), "gone.txtar", nil)
	r.expect("gone.txtar")
}

func TestRunTxtar(t *testing.T) {
	r := repository(t, fleet)
	r.write("../../testdata/exitcall/broken.txtar", brokenModule)
	RunTxtar(t, exitcall(), "broken.txtar")
}
