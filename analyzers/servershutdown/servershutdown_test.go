package servershutdown_test

import (
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
	"github.com/seed42e405a4/quiesce/analyzers/servershutdown"
)

func Test(t *testing.T) {
	ruletest.Run(t, servershutdown.Analyzer, "example", "stale", "deadcontext", "fatal", "mainreturns", "rpc", "never", "idioms")
}
