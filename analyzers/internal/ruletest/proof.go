package ruletest

import (
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/packages"
)

// A want comment as analysistest knows it, and an ok comment with a reason:
// alone, or behind another comment in the same line.
var (
	wantComment = regexp.MustCompile(`^/[/*]\s*want\b|// want\b`)
	okComment   = regexp.MustCompile(`^/[/*]\s*ok: \S|// ok: \S`)
)

// A proof counts what a test shows.
type proof struct {
	packages, wants, oks int
}

// add counts what is in a package.
func (p *proof) add(pkg *packages.Package) {
	p.packages++
	for _, f := range pkg.Syntax {
		for _, g := range f.Comments {
			for _, c := range g.List {
				if wantComment.MatchString(c.Text) {
					p.wants++
				}
				if okComment.MatchString(c.Text) {
					p.oks++
				}
			}
		}
	}
}

// checkFolder fails if the folder dir shows nothing.
func checkFolder(t tester, dir string, results []*analysistest.Result) {
	t.Helper()
	var p proof
	for _, r := range results {
		if pkg := r.Action.Package; inside(dir, pkg) {
			p.add(pkg)
		}
	}
	switch {
	case p.packages == 0:
		t.Errorf("%s: no package", dir)
	case p.wants+p.oks == 0:
		t.Errorf("%s: neither a want comment nor an ok comment with a reason; the folder shows nothing", dir)
	}
}

// inside reports whether pkg is in dir or below it. The main package that the go
// command makes for a test is in its cache.
func inside(dir string, pkg *packages.Package) bool {
	if len(pkg.GoFiles) == 0 {
		return false
	}
	return strings.HasPrefix(pkg.GoFiles[0], dir+string(filepath.Separator))
}
