package waitgroupdone_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
	"github.com/seed42e405a4/quiesce/analyzers/waitgroupdone"
)

func Test(t *testing.T) {
	ruletest.Run(t, waitgroupdone.Analyzer, "example", "stale", "skipped", "never", "twice", "unbalanced", "helpers",
		"loops", "inside", "handed", "fields", "stored", "owntrackers", "queued", "surplus", "generated")
}

func TestFixes(t *testing.T) {
	ruletest.RunWithFixes(t, waitgroupdone.Analyzer, "fixes")
}
