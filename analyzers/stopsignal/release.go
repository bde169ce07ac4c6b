package stopsignal

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkRelease looks for a function of a library that asks for signals,
// receives them itself and returns without having given them back: from then
// on they are swallowed. In package main the process is about to end, and a
// goroutine that handles signals is there for as long as the process is, unless
// it can end without one.
func (c *checker) checkRelease(n notification, v *types.Var) {
	if n.in == nil || c.pass.Pkg.Name() == "main" || c.lc.Directives.InTest(n.call.Pos()) || !c.returns(n.in, v, c.spawned(n.in)) {
		return
	}
	if !release {
		c.out.OptIn(n.call.Pos())
		return
	}
	c.out.Report(report.Finding{
		Pos: n.call.Pos(), End: n.call.End(), Category: noRelease,
		Message: "signals are not given back when the function returns (later ones are swallowed)",
	})
}

// spawned reports whether f runs in a goroutine of its own.
func (c *checker) spawned(f *lifecycle.Func) bool {
	return slices.ContainsFunc(c.lc.Spawns(), func(s *lifecycle.Spawn) bool { return s.Body.Func == f })
}

// returns reports whether control can come to an end of f, by a way on which
// it receives no signal if that is asked for.
func (c *checker) returns(f *lifecycle.Func, v *types.Var, unsignalled bool) bool {
	g := c.lc.CFG(f)
	if g == nil {
		return false
	}
	cut := func(e flow.Edge) bool { return unsignalled && (c.receives(e.From, v) || c.receives(e.To(), v)) }
	reached := flow.Reachable(g, g.Blocks[0], cut)
	for _, b := range g.Blocks {
		if b.Live && reached[b.Index] && b.Return() != nil && (!unsignalled || !c.receives(b, v)) {
			return true
		}
	}
	return false
}

// receives reports whether control has received from v when it is through b.
func (c *checker) receives(b *cfg.Block, v *types.Var) bool {
	if clause, ok := b.Stmt.(*ast.CommClause); ok && b.Kind == cfg.KindSelectCaseBody {
		return clause.Comm != nil && c.receivesIn(clause.Comm, v)
	}
	if r, ok := b.Stmt.(*ast.RangeStmt); ok && b.Kind == cfg.KindRangeLoop && c.lc.Variable(r.X) == v {
		return true // nobody closes it
	}
	return b.Kind != cfg.KindSelectAfterCase && slices.ContainsFunc(b.Nodes, func(n ast.Node) bool { return !c.isComm(n) && c.receivesIn(n, v) })
}

// isComm reports whether n is the operation of a case of a select.
func (c *checker) isComm(n ast.Node) bool {
	cur, ok := c.root.FindNode(n)
	if !ok {
		return false
	}
	clause, ok := cur.Parent().Node().(*ast.CommClause)
	return ok && clause.Comm == n
}

func (c *checker) receivesIn(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(*ast.UnaryExpr); ok && e.Op == token.ARROW && c.lc.Variable(e.X) == v {
			found = true
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return found
}
