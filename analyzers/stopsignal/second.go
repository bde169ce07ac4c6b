package stopsignal

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

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

// checkSecondOf does the same for a channel that one function receives from,
// once, and that is not given to signal.Stop: what is sent to it later is lost.
//
//	<-signals
//	srv.Shutdown(drainCtx)
func (c *checker) checkSecondOf(n notification, v *types.Var) {
	if n.in == nil || c.lc.Directives.InTest(n.call.Pos()) {
		return
	}
	var receive *ast.UnaryExpr
	var at *cfg.Block
	var rest []ast.Node
	for _, use := range c.uses(v) {
		e, ok := use.Parent().Node().(*ast.UnaryExpr)
		if !ok || e.Op != token.ARROW {
			continue
		}
		f := c.lc.Enclosing(use)
		if receive != nil || f == nil || c.lc.CFG(f) == nil {
			return // a second one is received
		}
		receive = e
		at, rest = behind(c.lc.CFG(f), e)
		if at == nil || flow.Loops(c.lc.CFG(f), at, nil) {
			return
		}
	}
	if receive == nil || !c.goesOn(rest) {
		return
	}
	if !second {
		c.out.OptIn(receive.Pos())
		return
	}
	c.out.Report(report.Finding{
		Pos: receive.Pos(), End: receive.End(), Category: noSecond,
		Message: "a second signal is swallowed from here on (signal.Stop is not called before the program stops)",
	})
}

// behind returns the block that control is in when it has received, and what
// comes behind the receive in it.
func behind(g *cfg.CFG, receive *ast.UnaryExpr) (*cfg.Block, []ast.Node) {
	for _, b := range g.Blocks {
		if !b.Live {
			continue
		}
		if clause, ok := b.Stmt.(*ast.CommClause); ok && b.Kind == cfg.KindSelectCaseBody && clause.Comm != nil &&
			clause.Comm.Pos() <= receive.Pos() && receive.End() <= clause.Comm.End() {
			return b, b.Nodes
		}
	}
	for _, b := range g.Blocks {
		for i, n := range b.Nodes {
			if b.Live && n.Pos() <= receive.Pos() && receive.End() <= n.End() {
				return b, b.Nodes[i+1:]
			}
		}
	}
	return nil, nil
}
