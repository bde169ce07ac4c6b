// Package analyzers lists the analyzers of quiesce.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/exitoutsidemain"
	"github.com/seed42e405a4/quiesce/analyzers/goroutinestop"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/waitgroupwait"
)

// Suite holds every analyzer. The last one reports nothing: it computes
// the facts of all others and is listed so that drivers register its flags.
var Suite = []*analysis.Analyzer{
	exitoutsidemain.Analyzer,
	goroutinestop.Analyzer,
	waitgroupwait.Analyzer,
	lifecycle.Analyzer,
}
