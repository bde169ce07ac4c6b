package exitoutsidemain_test

import (
	"flag"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/exitoutsidemain"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
)

func TestFindings(t *testing.T) {
	ruletest.Run(t, exitoutsidemain.Analyzer,
		"asked", "direct", "directives", "example", "generated", "initialisers", "loggers", "lookalike",
		"mainhelpers", "mainpkg", "mains", "program", "references", "says", "shows", "stale", "support", "testfiles", "versions", "wrapper")
}

func TestOtherModules(t *testing.T) {
	ruletest.RunTxtar(t, exitoutsidemain.Analyzer, "modules.txtar")
	ruletest.RunTxtar(t, exitoutsidemain.Analyzer, "oldmodule.txtar")
}

func TestAllow(t *testing.T) {
	const dir = "example.com/fleet/exitoutsidemain/allowed/"
	set(t, &exitoutsidemain.Analyzer.Flags, "allow",
		dir+"cli.Usage,"+dir+"cli.Check,(*"+dir+"cli.Prompt).Abort,"+dir+"tools/...,syscall.Exit")
	ruletest.Run(t, exitoutsidemain.Analyzer, "allowed")
}

func TestRows(t *testing.T) {
	const dir = "example.com/fleet/exitoutsidemain/rows/"
	set(t, &lifecycle.Analyzer.Flags, "exits",
		dir+"fleet.Quit,("+dir+"fleet.Logger).Abort,(*"+dir+"fleet.Vehicle).Explode,(*"+dir+"fleet.Pool).Drop")
	ruletest.Run(t, exitoutsidemain.Analyzer, "rows")
}

func TestHelpersToo(t *testing.T) {
	set(t, &exitoutsidemain.Analyzer.Flags, "mainhelpers", "false")
	set(t, &exitoutsidemain.Analyzer.Flags, "testhelpers", "true")
	ruletest.Run(t, exitoutsidemain.Analyzer, "helpers")
}

func TestStrict(t *testing.T) {
	set(t, &exitoutsidemain.Analyzer.Flags, "strict", "true")
	ruletest.Run(t, exitoutsidemain.Analyzer, "strict")
}

// set sets a flag for the length of a test. A flag that names functions adds
// to what it has, so it is copied and put back.
func set(t *testing.T, flags *flag.FlagSet, name, value string) {
	t.Helper()
	switch v := flags.Lookup(name).Value.(type) {
	case *known.Rows:
		old := *v
		t.Cleanup(func() { *v = old })
	case *known.Scopes:
		old := *v
		t.Cleanup(func() { *v = old })
	default:
		old := v.String()
		t.Cleanup(func() { _ = v.Set(old) })
	}
	if err := flags.Set(name, value); err != nil {
		t.Fatal(err)
	}
}
