package goroutineblocked_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/goroutineblocked"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
)

func Test(t *testing.T) {
	ruletest.Run(t, goroutineblocked.Analyzer, "example", "stale", "results", "counts", "settled", "order", "replies", "nopeer",
		"unclosed", "skippedclose", "stopped", "consumerleft", "onlyone", "returned", "unguarded", "streams", "mainpkg", "mainruns", "handed", "early", "forsaken", "commands", "testfiles", "generated")
}

func TestFixes(t *testing.T) { ruletest.RunWithFixes(t, goroutineblocked.Analyzer, "room") }

func TestTests(t *testing.T) {
	flag := goroutineblocked.Analyzer.Flags.Lookup("tests")
	if err := flag.Value.Set("true"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Value.Set("false"); err != nil {
			t.Fatal(err)
		}
	})
	ruletest.Run(t, goroutineblocked.Analyzer, "testfileson")
}
