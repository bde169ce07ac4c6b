package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// startedVar returns the local variable of the owner's type that the call
// starts, or nil.
func (c *checker) startedVar(call siteCall, starter *lifecycle.Func, owner *types.TypeName) *types.Var {
	var id *ast.Ident
	if starter.Obj.Signature().Recv() != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			id, _ = ast.Unparen(sel.X).(*ast.Ident)
		}
	} else {
		id = assignedTo(call.in.Body(), call.CallExpr)
	}
	if id == nil {
		return nil
	}
	v, ok := c.info.ObjectOf(id).(*types.Var)
	if !ok || v.IsField() || v.Parent() == v.Pkg().Scope() || v.Pos() < call.in.Body().Pos() || v.Pos() > call.in.Body().End() {
		return nil // a parameter or a result belongs to others
	}
	if !c.fresh(call.in.Body(), v) {
		return nil // so does what is looked up
	}
	named, ok := types.Unalias(deref(types.Unalias(v.Type()))).(*types.Named)
	if !ok || named.Obj() != owner {
		return nil
	}
	return v
}

// assignedTo returns the first name that the call's results are assigned
// to by the declaration of new variables.
func assignedTo(body *ast.BlockStmt, call *ast.CallExpr) *ast.Ident {
	var id *ast.Ident
	ast.Inspect(body, func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok && assign.Tok == token.DEFINE && len(assign.Rhs) == 1 && ast.Unparen(assign.Rhs[0]) == call {
			id, _ = assign.Lhs[0].(*ast.Ident)
		}
		return id == nil
	})
	return id
}

// fresh reports whether the variable is declared with a new value: that of a
// literal, of new, or of a function that by its name makes one; or with none.
func (c *checker) fresh(body *ast.BlockStmt, v *types.Var) bool {
	fresh := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if id, ok := lhs.(*ast.Ident); ok && c.info.Defs[id] == v {
					fresh = makes(n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if c.info.Defs[id] == v {
					fresh = len(n.Values) == 0 || makes(n.Values[min(i, len(n.Values)-1)])
				}
			}
		}
		return true
	})
	return fresh
}

func makes(e ast.Expr) bool {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		return hasPrefixFold(flow.CalledName(e), "new", "make", "create", "open", "start", "dial", "launch")
	}
	return false
}
