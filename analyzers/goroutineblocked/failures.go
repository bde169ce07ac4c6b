package goroutineblocked

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// isFailure reports whether a condition that has come out as truth means
// that there is an error.
func (c *checker) isFailure(part ast.Expr, truth bool) bool {
	cmp, ok := part.(*ast.BinaryExpr)
	if !ok || (cmp.Op != token.NEQ || !truth) && (cmp.Op != token.EQL || truth) {
		return false
	}
	x, y := c.pass.TypesInfo.Types[cmp.X], c.pass.TypesInfo.Types[cmp.Y]
	return y.IsNil() && isError(x.Type) || x.IsNil() && isError(y.Type)
}

// isError reports whether t is error, or a pointer or an interface that
// is one.
func isError(t types.Type) bool {
	if t == nil {
		return false
	}
	err := types.Universe.Lookup("error").Type()
	if types.Identical(t, err) {
		return true
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return types.Implements(t, err.Underlying().(*types.Interface))
	}
	return false
}

// returnsFailure reports whether a return statement returns an error that is
// not nil: a new one, or a variable of a package.
func (c *checker) returnsFailure(ret *ast.ReturnStmt) bool {
	if ret == nil || len(ret.Results) == 0 {
		return false
	}
	last := ast.Unparen(ret.Results[len(ret.Results)-1])
	if !isError(c.pass.TypesInfo.TypeOf(last)) {
		return false
	}
	switch e := last.(type) {
	case *ast.CallExpr:
		fn := typeutil.StaticCallee(c.pass.TypesInfo, e)
		if fn == nil || fn.Pkg() == nil {
			return false
		}
		switch fn.Pkg().Path() + "." + fn.Name() {
		case "errors.New", "fmt.Errorf":
			return true
		}
	case *ast.Ident:
		v, ok := c.pass.TypesInfo.Uses[e].(*types.Var)
		return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
	case *ast.SelectorExpr:
		v, ok := c.pass.TypesInfo.Uses[e.Sel].(*types.Var)
		return ok && !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
	}
	return false
}

// returnsReceived reports whether a return in the body returns an error that
// the case around it has received.
func (c *checker) returnsReceived(ret *ast.ReturnStmt, body *ast.BlockStmt) bool {
	if len(ret.Results) == 0 {
		return false
	}
	id, ok := ast.Unparen(ret.Results[len(ret.Results)-1]).(*ast.Ident)
	if !ok || !isError(c.pass.TypesInfo.TypeOf(id)) {
		return false
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		clause, ok := n.(*ast.CommClause)
		if !ok || !contains(clause, ret.Pos()) {
			return true
		}
		if as, ok := clause.Comm.(*ast.AssignStmt); ok {
			for _, lhs := range as.Lhs {
				def, ok := lhs.(*ast.Ident)
				found = found || ok && c.pass.TypesInfo.ObjectOf(def) == c.pass.TypesInfo.Uses[id]
			}
		}
		return true
	})
	return found
}
