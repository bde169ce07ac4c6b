package stopsignal_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
	"github.com/seed42e405a4/quiesce/analyzers/stopsignal"
)

func TestFindings(t *testing.T) {
	ruletest.Run(t, stopsignal.Analyzer, "channels", "example", "handlers", "mainhandlers", "stale")
}

func TestFixes(t *testing.T) {
	ruletest.RunWithFixes(t, stopsignal.Analyzer, "contexts")
}

func TestOptIn(t *testing.T) {
	for _, name := range []string{"cleanup", "pair", "release", "second"} {
		f := stopsignal.Analyzer.Flags.Lookup(name)
		if err := f.Value.Set("true"); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := f.Value.Set("false"); err != nil {
				t.Error(err)
			}
		}()
	}
	ruletest.Run(t, stopsignal.Analyzer, "optin")
}
