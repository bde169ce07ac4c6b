package waitgroupwait_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
	"github.com/seed42e405a4/quiesce/analyzers/waitgroupwait"
)

func Test(t *testing.T) {
	ruletest.Run(t, waitgroupwait.Analyzer, "example", "stale", "local", "alias", "captured", "handed", "fields",
		"pkgvar", "mainpkg", "earlyreturn", "testonly", "escapes", "concurrency", "groups", "deadlock", "notify", "early", "owntrackers", "limited", "fed", "partialoff", "directives", "generated")
}

func TestFixes(t *testing.T) {
	ruletest.RunWithFixes(t, waitgroupwait.Analyzer, "swapped", "groupcontexts")
}

func TestPartial(t *testing.T) {
	flags := &waitgroupwait.Analyzer.Flags
	if err := flags.Set("partial", "true"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flags.Set("partial", "false"); err != nil {
			t.Fatal(err)
		}
	})
	ruletest.Run(t, waitgroupwait.Analyzer, "partial")
}

func TestWaits(t *testing.T) {
	const row = "example.com/fleet/waitgroupwait/directiveswaits/jobs.Await"
	if err := lifecycle.Analyzer.Flags.Set("waits", row); err != nil {
		t.Fatal(err)
	}
	ruletest.Run(t, waitgroupwait.Analyzer, "directiveswaits")
}
