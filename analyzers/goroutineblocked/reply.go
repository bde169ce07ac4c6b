package goroutineblocked

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// awaitsReply reports whether whoever sends in a loop waits for the answer to
// each value before it sends the next: for what comes through a channel of
// the value.
//
//	for {
//		req := newRequest()
//		w.requests <- req
//		select {
//		case err := <-req.done: ...
//		case <-stop:
//			return
//		}
//	}
func (c *checker) awaitsReply(u signals.Use) bool {
	g := c.lc.CFG(u.In)
	b := flow.BlockOf(g, u.Pos())
	if b == nil || !flow.Loops(g, b, nil) {
		return false
	}
	comms := commsIn(u.In)
	return !flow.Loops(g, b, func(e flow.Edge) bool {
		if clause, ok := e.To().Stmt.(*ast.CommClause); ok && isCaseBody(e.To(), clause) && clause.Comm != nil {
			return c.receivesReply(clause.Comm, u)
		}
		return slices.ContainsFunc(e.From.Nodes, func(n ast.Node) bool { return !comms[n] && c.receivesReply(n, u) })
	})
}

// receivesReply reports whether a node receives from a channel that belongs
// to the value which is sent.
func (c *checker) receivesReply(n ast.Node, u signals.Use) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(*ast.UnaryExpr); ok && e.Op == token.ARROW {
			id := rootOf(e.X)
			found = found || id != nil && c.isPartOf(u, c.pass.TypesInfo.Uses[id])
		}
		_, lit := n.(*ast.FuncLit)
		return !lit && !found
	})
	return found
}

// isPartOf reports whether a variable of the function that sends stands in
// what it sends.
func (c *checker) isPartOf(u signals.Use, v types.Object) bool {
	if v == nil || !contains(u.In.Body(), v.Pos()) {
		return false
	}
	found := false
	ast.Inspect(u.Node.(*ast.SendStmt).Value, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.pass.TypesInfo.Uses[id] == v
		return !found
	})
	return found
}
