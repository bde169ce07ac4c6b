package servershutdown

import (
	"go/ast"
	"go/token"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkNeverDone reports what waits for a context that is never done: a
// receive from Done of context.Background(), which is nil, and a function that
// context.AfterFunc is to run then.
//
//	select {
//	case <-drained:
//	case <-context.Background().Done(): // never
//	}
func (c *checker) checkNeverDone() {
	for n := range c.insp.PreorderSeq((*ast.UnaryExpr)(nil), (*ast.CallExpr)(nil)) {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			if call, ok := ast.Unparen(n.X).(*ast.CallExpr); ok && n.Op == token.ARROW {
				c.judgeDone(n, call)
			}
		case *ast.CallExpr:
			if fn := c.callee(n); fn != nil && fn.FullName() == "context.AfterFunc" && len(n.Args) == 2 && c.background(n.Args[0]) {
				c.reportNeverDone(n.Args[0], "context.AfterFunc never runs its function")
			}
		}
	}
}

// judgeDone looks at a receive from what a call returns.
func (c *checker) judgeDone(receive *ast.UnaryExpr, call *ast.CallExpr) {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" && len(call.Args) == 0 && c.background(sel.X) {
		c.reportNeverDone(receive, "nothing is ever received here")
	}
}

func (c *checker) reportNeverDone(n ast.Node, fact string) {
	if c.lc.Directives.InTest(n.Pos()) {
		return
	}
	c.out.Report(report.Finding{
		Pos: n.Pos(), End: n.End(), Category: ignoredContext,
		Message: report.Fit(fact, "(a background context is never done)"),
	})
}

// background reports whether e is context.Background() or context.TODO(), as
// it stands there.
func (c *checker) background(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && c.isContextPackage(call) && (flow.CalledName(call) == "Background" || flow.CalledName(call) == "TODO")
}
