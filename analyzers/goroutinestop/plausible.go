package goroutinestop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// plausible reports whether control may well go along the edge. That a value
// is not of the type that it is asserted to be may be asked for the form
// alone: a way that depends on it proves nothing.
//
//	if next, ok := queue.peek().(item); ok {
//		timer.Reset(time.Until(next.due))
//	}
func (c *checker) plausible(e flow.Edge) bool {
	cond := flow.Condition(e.From)
	if cond == nil {
		return true
	}
	fails := 1 // the edge that is taken if the assertion fails
	if not, ok := ast.Unparen(cond).(*ast.UnaryExpr); ok && not.Op == token.NOT {
		cond, fails = not.X, 0
	}
	id, ok := ast.Unparen(cond).(*ast.Ident)
	if !ok || e.I != fails {
		return true
	}
	v, _ := c.pass.TypesInfo.Uses[id].(*types.Var)
	return v == nil || !c.saysAsserted(v)
}

// saysAsserted reports whether v is declared to say whether a type assertion
// holds.
func (c *checker) saysAsserted(v *types.Var) bool {
	found := false
	for cur := range c.insp.Root().Preorder((*ast.AssignStmt)(nil)) {
		a := cur.Node().(*ast.AssignStmt)
		if len(a.Lhs) != 2 || len(a.Rhs) != 1 {
			continue
		}
		if id, ok := a.Lhs[1].(*ast.Ident); ok && c.pass.TypesInfo.Defs[id] == v {
			_, found = ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr)
			break
		}
	}
	return found
}
