package report

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Category is one kind of finding: kebab-case, one of those in the
// documentation of the rule.
type Category string

// A Finding is what a rule reports.
type Finding struct {
	Pos, End token.Pos
	Category Category
	Message  string
	Related  []analysis.RelatedInformation
	Fixes    []analysis.SuggestedFix
}

// A Reporter collects the findings of one rule in one package.
type Reporter struct {
	pass       *analysis.Pass
	directives *Directives
	files      map[*token.File]bool // the files of the pass
	skipTests  bool                 // drop what is in test files
	judged     bool                 // the directives that name the rule
	findings   []analysis.Diagnostic
}

// New returns the reporter of one rule, the analyzer of pass, for one package.
func New(pass *analysis.Pass, d *Directives) *Reporter {
	r := &Reporter{pass: pass, directives: d, files: make(map[*token.File]bool)}
	for _, f := range pass.Files {
		if tf := pass.Fset.File(start(f)); tf != nil {
			r.files[tf] = true
		}
	}
	return r
}

// SkipTests makes r drop what is reported in test files, and pass no judgement
// on the directives there.
func (r *Reporter) SkipTests() { r.skipTests = true }

// Report keeps a finding for [Reporter.Flush], unless it is in a generated file
// or a directive silences it. It drops related places in other packages, for
// which not all drivers have the source, and fixes of text that is not as
// someone wrote it, such as what cgo makes of a file.
func (r *Reporter) Report(f Finding) {
	if r.skips(f.Pos) || r.directives.Ignored(r.pass.Analyzer.Name, f.Pos) {
		return
	}
	r.findings = append(r.findings, analysis.Diagnostic{
		Pos:            f.Pos,
		End:            f.End,
		Category:       string(f.Category),
		Message:        f.Message,
		Related:        keep(f.Related, r.isHere),
		SuggestedFixes: keep(f.Fixes, r.canApply),
	})
}

// OptIn says that the rule would report something at pos if another flag were
// set. A directive that silences it is of use, with these flags too.
func (r *Reporter) OptIn(pos token.Pos) {
	if !r.skips(pos) {
		r.directives.Ignored(r.pass.Analyzer.Name, pos)
	}
}

// skips reports whether findings at pos are no one's concern.
func (r *Reporter) skips(pos token.Pos) bool {
	return r.directives.Generated(pos) || r.skipTests && r.directives.InTest(pos)
}

// Flush hands the findings to the driver, ordered by position, category and
// message, each of them once. With them goes what is wrong with the directives
// that name the rule, so it comes last, and in packages without findings too.
func (r *Reporter) Flush() {
	if !r.judged {
		r.judged = true
		r.addProblems(r.directives.Problems(r.pass.Analyzer.Name, nil))
	}
	slices.SortStableFunc(r.findings, r.compare)
	r.findings = slices.CompactFunc(r.findings, func(a, b analysis.Diagnostic) bool {
		return a.Pos == b.Pos && a.Category == b.Category && a.Message == b.Message
	})
	for _, f := range r.findings {
		r.pass.Report(f)
	}
	r.findings = nil
}

// compare orders findings. Of those that differ in nothing else the one that
// says more comes first, and stays.
func (r *Reporter) compare(a, b analysis.Diagnostic) int {
	return cmp.Or(
		comparePos(r.pass.Fset, a.Pos, b.Pos),
		strings.Compare(a.Category, b.Category),
		strings.Compare(a.Message, b.Message),
		-cmp.Compare(len(a.SuggestedFixes), len(b.SuggestedFixes)),
		-cmp.Compare(len(a.Related), len(b.Related)),
		cmp.Compare(a.End, b.End),
	)
}

// comparePos orders positions by the file name and place that drivers print.
// Positions as such are no order across files: drivers that parse files in
// parallel number them as they come.
func comparePos(fset *token.FileSet, a, b token.Pos) int {
	p, q := fset.Position(a), fset.Position(b)
	return cmp.Or(
		strings.Compare(p.Filename, q.Filename),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
		cmp.Compare(p.Offset, q.Offset),
	)
}

func (r *Reporter) isHere(related analysis.RelatedInformation) bool {
	return r.owns(related.Pos)
}

// canApply reports whether all edits of a fix are in files of the pass, as
// someone wrote them.
func (r *Reporter) canApply(fix analysis.SuggestedFix) bool {
	return !slices.ContainsFunc(fix.TextEdits, func(e analysis.TextEdit) bool {
		return !r.owns(e.Pos) || moved(r.pass.Fset, e.Pos)
	})
}

func (r *Reporter) owns(pos token.Pos) bool {
	return pos.IsValid() && r.files[r.pass.Fset.File(pos)]
}

// keep returns the elements of list for which ok holds, in a slice of its own.
func keep[E any](list []E, ok func(E) bool) []E {
	var kept []E
	for _, e := range list {
		if ok(e) {
			kept = append(kept, e)
		}
	}
	return kept
}
