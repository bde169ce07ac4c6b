package exitskipsdefer_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/exitskipsdefer"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
)

func TestFindings(t *testing.T) {
	ruletest.Run(t, exitskipsdefer.Analyzer,
		"bodies", "cleanups", "example", "loggers", "mains", "paths", "profiles", "remote", "stale", "wrapper")
}

func TestFixes(t *testing.T) {
	ruletest.RunWithFixes(t, exitskipsdefer.Analyzer, "fixes", "testmain")
}

func TestRelease(t *testing.T) {
	for _, name := range []string{"close", "release"} {
		f := exitskipsdefer.Analyzer.Flags.Lookup(name)
		if err := f.Value.Set("true"); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := f.Value.Set("false"); err != nil {
				t.Error(err)
			}
		}()
	}
	ruletest.Run(t, exitskipsdefer.Analyzer, "release")
}
