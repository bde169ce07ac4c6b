package goroutinestop_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/goroutinestop"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
)

func Test(t *testing.T) {
	ruletest.Run(t, goroutinestop.Analyzer,
		"example", "stale", "literal", "named", "facts", "endlessloops", "stopsignals", "testfiles", "generated", "directives",
		"deadsignal", "deaf", "wrappers", "callers", "janitors", "deaffuncs",
		"packagecomment", "badlevel", "sources", "closers", "sendersleft", "lostcancel", "producers", "drains", "mainalone", "mainsignals", "workers", "ends")
}

func TestSpawners(t *testing.T) {
	set(t, lifecycle.Analyzer, "spawns", "example.com/fleet/goroutinestop/spawners/pool.Go,"+
		"(*example.com/fleet/goroutinestop/spawners/pool.Pool).Submit#1,"+
		"(*example.com/fleet/goroutinestop/spawners/pool.Pool).SubmitAll#1")
	ruletest.Run(t, goroutinestop.Analyzer, "spawners")
}

func TestTests(t *testing.T) {
	set(t, goroutinestop.Analyzer, "tests", "true")
	ruletest.Run(t, goroutinestop.Analyzer, "testfileson")
}

func TestRequireOwner(t *testing.T) {
	set(t, goroutinestop.Analyzer, "require", "owner")
	ruletest.Run(t, goroutinestop.Analyzer, "owner")
}

func TestRequireContext(t *testing.T) {
	set(t, goroutinestop.Analyzer, "require", "context")
	ruletest.Run(t, goroutinestop.Analyzer, "requirecontext", "testhelpers")
}

func TestRequireUnknown(t *testing.T) {
	err := goroutinestop.Analyzer.Flags.Set("require", "everything")
	if err == nil {
		t.Fatal("-require=everything is taken")
	}
	for _, level := range []string{"stop", "owner", "context"} {
		if !strings.Contains(err.Error(), level) {
			t.Errorf("the error %q does not name level %s", err, level)
		}
	}
}

func TestBareGo(t *testing.T) {
	const pkg = "example.com/fleet/goroutinestop/barego"
	set(t, goroutinestop.Analyzer, "spawner", "(*"+pkg+".group).start")
	set(t, goroutinestop.Analyzer, "bare", pkg)
	ruletest.Run(t, goroutinestop.Analyzer, "barego")
}

// set gives a flag a value for the duration of the test.
func set(t *testing.T, a *analysis.Analyzer, name, value string) {
	t.Helper()
	f := a.Flags.Lookup(name)
	old := f.Value.String()
	if err := a.Flags.Set(name, value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Flags.Set(name, old); err != nil {
			t.Fatal(err)
		}
	})
}
