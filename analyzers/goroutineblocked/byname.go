package goroutineblocked

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// receivesByName reports whether what is received comes from a local
// variable: a field may be asked again, later. The field of what the function
// has just made is as good.
//
//	c := &call{done: make(chan error)}
//	...
//	<-c.done
func (c *checker) receivesByName(ch *channel) bool {
	return !slices.ContainsFunc(ch.receives, func(u signals.Use) bool {
		return u.Var.IsField() && !c.isFresh(ownerOf(u), ch.Makes[0])
	})
}

// isFresh reports whether the variable is declared by the statement in which
// the channel is made.
func (c *checker) isFresh(owner *ast.Ident, m signals.Make) bool {
	if owner == nil || m.In == nil {
		return false
	}
	v, ok := c.pass.TypesInfo.Uses[owner].(*types.Var)
	if !ok {
		return false
	}
	fresh := false
	ast.Inspect(m.In.Body(), func(n ast.Node) bool {
		as, ok := n.(*ast.AssignStmt)
		if !ok || !contains(as, m.Call.Pos()) || len(as.Lhs) != 1 {
			return true
		}
		id, ok := as.Lhs[0].(*ast.Ident)
		if ok && c.pass.TypesInfo.Defs[id] == v && isLiteral(as.Rhs[0]) {
			fresh = true
		}
		return true
	})
	return fresh
}

// isLiteral reports whether e is T{...} or &T{...}.
func isLiteral(e ast.Expr) bool {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		e = u.X
	}
	_, ok := ast.Unparen(e).(*ast.CompositeLit)
	return ok
}
