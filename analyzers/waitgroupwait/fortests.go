package waitgroupwait

import (
	"go/ast"
	"regexp"

	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A field or variable may be there for the tests of its package, which wait
// until nothing is left that could disturb the next one. The files with the
// tests are not part of what is built, nor always of what is analyzed, so it
// has to be said where it is declared:
//
//	// lookups lets tests wait for those that are still on their way.
//	var lookups sync.WaitGroup

var testWord = regexp.MustCompile(`(?i)\b(tests?|testing)\b`)

// forTests reports whether the comment on the declaration of the field or
// package variable t speaks of tests.
func (c *checker) forTests(t *lifecycle.Tracker) bool {
	if t.Kind != lifecycle.FieldTracker && t.Kind != lifecycle.PackageTracker {
		return false
	}
	insp := c.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	cur, ok := insp.Root().FindByPos(t.Var.Pos(), t.Var.Pos())
	if !ok {
		return false
	}
	for d := range cur.Enclosing((*ast.Field)(nil), (*ast.ValueSpec)(nil), (*ast.GenDecl)(nil)) {
		switch n := d.Node().(type) {
		case *ast.Field:
			return speaksOfTests(n.Doc, n.Comment)
		case *ast.ValueSpec:
			if speaksOfTests(n.Doc, n.Comment) {
				return true
			}
		case *ast.GenDecl:
			return len(n.Specs) == 1 && speaksOfTests(n.Doc)
		}
	}
	return false
}

func speaksOfTests(comments ...*ast.CommentGroup) bool {
	for _, group := range comments {
		if group != nil && testWord.MatchString(group.Text()) {
			return true
		}
	}
	return false
}
