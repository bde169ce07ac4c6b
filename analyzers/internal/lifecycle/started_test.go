package lifecycle_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
)

func TestStarted(t *testing.T) { ruletest.Run(t, lifecycle.Analyzer, "started") }
