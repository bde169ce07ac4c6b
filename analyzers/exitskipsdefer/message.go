package exitskipsdefer

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// rank orders the categories by what an exit costs.
func rank(category report.Category) int {
	return slices.Index([]report.Category{skipsFlush, skipsCleanup, skipsWait, skipsClose, skipsRelease}, category)
}

// reportAll makes the exits that skip the same deferred call one finding, at
// the first of them: they have one cause, and most often one cure. Exits that
// a directive silences, ours or that of a linter with the same check, are left
// out.
func (c *checker) reportAll(skips []skip) {
	var order []*ast.DeferStmt
	of := make(map[*ast.DeferStmt][]skip)
	for _, s := range skips {
		if c.lc.Directives.Ignored(name, s.call.Pos()) || c.answeredFor(s.call) {
			continue
		}
		stmt := s.deferral.stmt
		if of[stmt] == nil {
			order = append(order, stmt)
		}
		of[stmt] = append(of[stmt], s)
	}
	for _, stmt := range order {
		c.report(of[stmt])
	}
}

// report writes the finding for the exits that skip one deferred call.
func (c *checker) report(skips []skip) {
	s := skips[0]
	d := s.deferral
	related := []analysis.RelatedInformation{{Pos: d.stmt.Pos(), End: d.stmt.End(), Message: "the skipped call is deferred here"}}
	for _, other := range skips[1:] {
		related = append(related, analysis.RelatedInformation{Pos: other.call.Pos(), End: other.call.End(), Message: "this exit skips it, too"})
	}
	c.out.Report(report.Finding{
		Pos:      s.call.Pos(),
		End:      s.call.End(),
		Category: d.category,
		Message:  c.message(s),
		Related:  related,
		Fixes:    c.fixes(skips),
	})
}

// message words what an exit skips.
//
//	os.Exit skips the call to os.RemoveAll deferred on line 12
//	fatal skips the call to cleanup deferred on line 12 (it calls os.Exit)
//	mustOpen may skip the call to cleanup deferred on line 12 (on error it calls log.Fatal)
func (c *checker) message(s skip) string {
	d := s.deferral
	skipped, inside := "the call to "+d.what, ""
	switch {
	case d.fn == nil:
		skipped = "the receive from " + d.what
	case d.via != "":
		skipped, inside = "the call to "+d.via, d.what
	}
	subject, verb := c.callName(s.call), "skips"
	if s.how == flow.Deferred {
		subject = "deferred " + subject
	}
	if s.exit.Kind == lifecycle.OnError {
		verb = "may skip"
	}
	line := fmt.Sprintf("deferred on line %d", c.pass.Fset.Position(d.stmt.Pos()).Line)
	head := strings.Join([]string{subject, verb, skipped, line}, " ")
	return report.Fit(head, tails(s.exit, inside)...)
}

// tails returns what may follow the fact, the most telling first.
func tails(exit lifecycle.Exit, inside string) []string {
	var list []string
	if inside != "" {
		list = append(list, "(which calls "+inside+")")
	}
	if len(exit.Via) > 0 {
		start := "(it ends in "
		if exit.Kind == lifecycle.OnError {
			start = "(on error it ends in "
		}
		list = append(list, start+exit.Via[len(exit.Via)-1]+")")
	}
	return list
}

// callName names what the call runs.
func (c *checker) callName(call *ast.CallExpr) string {
	switch to := c.lc.Callee(call); {
	case to.Obj != nil:
		return c.lc.NameOf(to.Obj)
	case to.Var != nil:
		return c.lc.NameOf(to.Var)
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		return id.Name // a literal in a variable
	}
	return "the func called here"
}

// ofPackage reports whether a name as lifecycle writes it is that of a
// function or method of pkg.
func ofPackage(name string, pkg *types.Package) bool {
	return strings.HasPrefix(strings.TrimLeft(name, "(*"), pkg.Name()+".")
}
