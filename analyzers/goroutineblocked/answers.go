package goroutineblocked

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A worker of a pool answers each question with one value, and both channels
// are the pool's: whoever asks receives what he has asked for. That the worker
// can be stopped, by a channel of its own, says nothing about those.
//
//	for {
//		select {
//		case q := <-p.questions:
//			p.answers <- answer{q.id, p.solve(q)}
//		case <-stop:
//			return
//		}
//	}

// answersOwner reports whether the send answers what the case around it has
// received from the same object.
func (c *checker) answersOwner(u signals.Use, stop *ast.CommClause) bool {
	if s := c.received(stop); s == nil || s.Kind != signals.Channel || s.Foreign {
		return false
	}
	send, ok := u.Node.(*ast.SendStmt)
	if !ok {
		return false
	}
	owner := c.fieldOwner(send.Chan)
	found := false
	ast.Inspect(u.In.Body(), func(n ast.Node) bool {
		clause, ok := n.(*ast.CommClause)
		if !ok || !contains(clause, u.Pos()) {
			return true
		}
		as, ok := clause.Comm.(*ast.AssignStmt)
		if from := operand(clause); !ok || from == nil || owner == nil || c.fieldOwner(from) != owner {
			return true
		}
		id, ok := as.Lhs[0].(*ast.Ident)
		found = found || ok && c.isPartOf(u, c.pass.TypesInfo.ObjectOf(id))
		return true
	})
	return found
}

// fieldOwner returns the variable of whose field e is, or nil.
func (c *checker) fieldOwner(e ast.Expr) types.Object {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return nil
	}
	return c.pass.TypesInfo.Uses[id]
}
