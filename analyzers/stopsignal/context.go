package stopsignal

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkStop looks for the stop function of a signal.NotifyContext.
//
//	ctx, _ := signal.NotifyContext(ctx, os.Interrupt)
func (c *checker) checkStop(n notification) {
	lhs, ok := results(n)
	if !ok || len(lhs) != 2 {
		return // returned, or handed on
	}
	if id, ok := lhs[0].(*ast.Ident); ok && id.Name == "_" && c.asksToStop(n) {
		c.reportUnread(n, "a context that nobody has", nil)
		return
	}
	finding := report.Finding{Pos: lhs[1].Pos(), End: lhs[1].End(), Category: lostStop}
	if id, ok := lhs[1].(*ast.Ident); ok && id.Name == "_" {
		finding.Message = "the stop function of signal.NotifyContext is discarded (signals are caught until the process ends)"
		finding.Fixes = c.deferStop(n, id)
	} else {
		v := c.lc.Variable(lhs[1])
		if v == nil || !c.ownedHere(v) || c.used(v) {
			return
		}
		finding.Message = report.Fit("the stop function "+v.Name()+" of signal.NotifyContext is never called", "(signals are caught until the process ends)")
	}
	c.out.Report(finding)
}

// ownedHere reports whether v is a variable that only this package can get at:
// a local one, an unexported field or one of the package.
func (c *checker) ownedHere(v *types.Var) bool {
	switch v.Kind() {
	case types.LocalVar:
		return true
	case types.FieldVar, types.PackageVar:
		return !v.Exported() && v.Pkg() == c.pass.Pkg && !v.Embedded()
	}
	return false
}

// results returns what the results of the call are assigned to.
func results(n notification) ([]ast.Expr, bool) {
	if ek, _ := n.cur.ParentEdge(); ek != edge.AssignStmt_Rhs {
		return nil, false
	}
	return n.cur.Parent().Node().(*ast.AssignStmt).Lhs, true
}

// used reports whether a variable is used other than being assigned to, or to
// the blank identifier.
func (c *checker) used(v *types.Var) bool {
	for _, use := range c.uses(v) {
		if use.ParentEdgeKind() == edge.SelectorExpr_Sel {
			use = use.Parent()
		}
		switch ek, i := use.ParentEdge(); ek {
		case edge.AssignStmt_Lhs:
		case edge.AssignStmt_Rhs:
			assign := use.Parent().Node().(*ast.AssignStmt)
			if id, ok := assign.Lhs[min(i, len(assign.Lhs)-1)].(*ast.Ident); !ok || id.Name != "_" {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// deferStop offers to call stop when main returns. Elsewhere the context may
// have to outlive the function.
func (c *checker) deferStop(n notification, blank *ast.Ident) []analysis.SuggestedFix {
	assign := n.cur.Parent().Node().(*ast.AssignStmt)
	ctx, ok := assign.Lhs[0].(*ast.Ident)
	if !ok || assign.Tok != token.DEFINE || n.in == nil || !c.lc.IsMain(n.in) || c.pass.TypesInfo.Defs[ctx] == nil {
		return nil
	}
	if n.cur.Parent().ParentEdgeKind() != edge.BlockStmt_List || n.cur.Parent().Parent().Node() != n.in.Body() {
		return nil
	}
	stop := c.freeName(assign, "stop", "stopSignals", "stopNotify")
	if stop == "" || c.pass.Fset.Position(assign.End()).Line >= c.pass.Fset.Position(n.in.Body().Rbrace).Line {
		return nil
	}
	file := c.pass.Fset.File(assign.End())
	next := file.LineStart(file.Line(assign.End()) + 1) // there is at least the brace of main
	return []analysis.SuggestedFix{{
		Message: "Call the stop function when main returns",
		TextEdits: []analysis.TextEdit{
			{Pos: blank.Pos(), End: blank.End(), NewText: []byte(stop)},
			{Pos: next, End: next, NewText: []byte("\tdefer " + stop + "()\n")},
		},
	}}
}

// freeName returns the first of the names that nothing has in main, or "".
func (c *checker) freeName(at ast.Node, names ...string) string {
	scope := c.pass.Pkg.Scope().Innermost(at.Pos())
	for _, name := range names {
		if _, obj := scope.LookupParent(name, token.NoPos); obj == nil {
			return name
		}
	}
	return ""
}
