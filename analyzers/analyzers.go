// Package analyzers lists the analyzers of quiesce.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/exitoutsidemain"
	"github.com/seed42e405a4/quiesce/analyzers/exitskipsdefer"
	"github.com/seed42e405a4/quiesce/analyzers/goroutineblocked"
	"github.com/seed42e405a4/quiesce/analyzers/goroutinestop"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/ruledoc"
	"github.com/seed42e405a4/quiesce/analyzers/servershutdown"
	"github.com/seed42e405a4/quiesce/analyzers/stopsignal"
	"github.com/seed42e405a4/quiesce/analyzers/stopwithoutwait"
	"github.com/seed42e405a4/quiesce/analyzers/waitgroupdone"
	"github.com/seed42e405a4/quiesce/analyzers/waitgroupwait"
)

// The pages and the table in the README are made by the test that fails when
// they are stale.
//go:generate go test . -run ^TestPages$ -update

// Suite holds every analyzer. The last one reports nothing: it computes
// the facts of all others and is listed so that drivers register its flags.
var Suite = []*analysis.Analyzer{
	exitoutsidemain.Analyzer,
	exitskipsdefer.Analyzer,
	goroutineblocked.Analyzer,
	goroutinestop.Analyzer,
	servershutdown.Analyzer,
	stopsignal.Analyzer,
	stopwithoutwait.Analyzer,
	waitgroupdone.Analyzer,
	waitgroupwait.Analyzer,
	lifecycle.Analyzer,
}

// A Page is the documentation of a rule: its title, its categories of findings
// with a line about each, and what else its README says.
type Page = ruledoc.Page

// Pages returns the documentation of the analyzers that report something, in
// the order of Suite.
func Pages() []Page {
	var pages []Page
	for _, a := range Suite {
		if page, err := ruledoc.PageOf(a.Name, a.Doc); err == nil && len(page.Categories) > 0 {
			page.Categories = append(page.Categories, ruledoc.Directives...)
			pages = append(pages, page)
		}
	}
	return pages
}
