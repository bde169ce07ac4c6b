package stopwithoutwait_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
	"github.com/seed42e405a4/quiesce/analyzers/stopwithoutwait"
)

func Test(t *testing.T) {
	ruletest.Run(t, stopwithoutwait.Analyzer,
		"example", "stale", "resources", "channels", "callers", "lastwork", "flags", "joins", "unstopped", "stopfuncs", "working", "foreign", "shapes")
}

func TestNotJoined(t *testing.T) {
	set(t, "notjoined")
	ruletest.Run(t, stopwithoutwait.Analyzer, "notjoined")
}

func TestTests(t *testing.T) {
	set(t, "tests")
	ruletest.Run(t, stopwithoutwait.Analyzer, "testfiles")
}

// set switches a flag on for the duration of the test.
func set(t *testing.T, name string) {
	t.Helper()
	flags := &stopwithoutwait.Analyzer.Flags
	if err := flags.Set(name, "true"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flags.Set(name, "false"); err != nil {
			t.Fatal(err)
		}
	})
}
