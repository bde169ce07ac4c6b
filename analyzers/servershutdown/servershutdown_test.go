package servershutdown_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
	"github.com/seed42e405a4/quiesce/analyzers/servershutdown"
)

func Test(t *testing.T) {
	ruletest.Run(t, servershutdown.Analyzer,
		"example", "stale", "deadcontext", "fatal", "mainreturns", "returnsfirst", "rpc", "never", "idioms", "frameworks", "idlecancel", "owned", "facts", "idlewait", "ignored", "waitsfirst", "borrowed", "off", "testfiles", "generated")
}

func TestFixes(t *testing.T) {
	ruletest.RunWithFixes(t, servershutdown.Analyzer, "fixes")
}

func TestOptIn(t *testing.T) {
	for _, name := range []string{"nodrain", "nodeadline", "borrowed"} {
		f := servershutdown.Analyzer.Flags.Lookup(name)
		if err := f.Value.Set("true"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Value.Set("false") })
	}
	ruletest.Run(t, servershutdown.Analyzer, "optin")
}
