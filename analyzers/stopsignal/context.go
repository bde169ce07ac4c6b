package stopsignal

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
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
	id, ok := ast.Unparen(lhs[1]).(*ast.Ident)
	if !ok {
		return // an element or a field
	}
	finding := report.Finding{Pos: id.Pos(), End: id.End(), Category: lostStop}
	if id.Name == "_" {
		finding.Message = "the stop function of signal.NotifyContext is discarded (signals are caught until the process ends)"
		finding.Fixes = c.deferStop(n, id)
	} else {
		v, ok := c.pass.TypesInfo.ObjectOf(id).(*types.Var)
		if !ok || v.Kind() != types.LocalVar || c.used(v) {
			return
		}
		finding.Message = report.Fit("the stop function "+id.Name+" of signal.NotifyContext is never called", "(signals are caught until the process ends)")
	}
	c.out.Report(finding)
}

// results returns what the results of the call are assigned to.
func results(n notification) ([]ast.Expr, bool) {
	if ek, _ := n.cur.ParentEdge(); ek != edge.AssignStmt_Rhs {
		return nil, false
	}
	return n.cur.Parent().Node().(*ast.AssignStmt).Lhs, true
}

// used reports whether a local variable is used other than being assigned to,
// or to the blank identifier.
func (c *checker) used(v *types.Var) bool {
	for _, use := range c.uses(v) {
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

// checkSecond looks for a function that waits for the signal and goes on
// without a call of stop: a second signal is swallowed, too.
//
//	<-ctx.Done()
//	srv.Shutdown(drainCtx)
func (c *checker) checkSecond(n notification) {
	lhs, ok := results(n)
	if !ok || len(lhs) != 2 || n.in == nil {
		return
	}
	g := c.lc.CFG(n.in)
	ctx, stop := c.lc.Variable(lhs[0]), c.lc.Variable(lhs[1])
	if g == nil || ctx == nil {
		return
	}
	for _, b := range g.Blocks {
		for i, node := range b.Nodes {
			receive := c.doneOf(node, ctx)
			if !b.Live || receive == nil || !c.goesOn(b.Nodes[i+1:]) || c.callsAfter(n, receive.Pos(), stop) {
				continue
			}
			if !second {
				c.out.OptIn(receive.Pos())
				continue
			}
			c.out.Report(report.Finding{
				Pos: receive.Pos(), End: receive.End(), Category: noSecond,
				Message: "a second signal is swallowed from here on (stop is not called before the program stops)",
			})
		}
	}
}

// doneOf returns the receive from the Done of ctx that a node consists of.
func (c *checker) doneOf(n ast.Node, ctx *types.Var) *ast.UnaryExpr {
	stmt, ok := n.(*ast.ExprStmt)
	if !ok {
		return nil
	}
	receive, ok := ast.Unparen(stmt.X).(*ast.UnaryExpr)
	if !ok || receive.Op != token.ARROW || !c.lc.IsSignal(receive.X) {
		return nil
	}
	call := ast.Unparen(receive.X).(*ast.CallExpr)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || c.lc.Variable(sel.X) != ctx {
		return nil
	}
	return receive
}

// goesOn reports whether the nodes call anything.
func (c *checker) goesOn(nodes []ast.Node) bool {
	calls := false
	for _, n := range nodes {
		flow.Calls(n, func(*ast.CallExpr, flow.How) { calls = true })
	}
	return calls
}

// callsAfter reports whether stop is called, not deferred, below pos, or
// handed to someone who may call it.
func (c *checker) callsAfter(n notification, pos token.Pos, stop *types.Var) bool {
	if stop == nil {
		return false
	}
	for _, use := range c.uses(stop) {
		ek := use.ParentEdgeKind()
		deferred := ek == edge.CallExpr_Fun && use.Parent().ParentEdgeKind() == edge.DeferStmt_Call
		if !deferred && (use.Node().Pos() > pos || ek != edge.CallExpr_Fun || c.lc.Enclosing(use) != n.in) {
			return true
		}
	}
	return false
}
