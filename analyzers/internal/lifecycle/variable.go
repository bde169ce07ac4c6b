package lifecycle

import (
	"go/ast"
	"go/types"
)

// Variable returns the variable, parameter or field that e names, or nil. Of
// a field of a generic type it is the one that is declared, whatever the
// type arguments are.
func (r *Result) Variable(e ast.Expr) *types.Var {
	var v *types.Var
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ = r.info.ObjectOf(e).(*types.Var)
	case *ast.SelectorExpr:
		v, _ = r.info.Uses[e.Sel].(*types.Var)
	}
	if v == nil {
		return nil
	}
	return v.Origin()
}
