package lifecycle_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
)

// How functions end the process, as the facts about them tell.
func TestExits(t *testing.T) {
	ruletest.Run(t, lifecycle.Analyzer, "exits")
}
