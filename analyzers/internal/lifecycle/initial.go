package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
)

// InitialValue returns the one expression that local variable v is declared
// with, alone or with others, or nil.
func (r *Result) InitialValue(v *types.Var) ast.Expr {
	def, ok := r.insp.Root().FindByPos(v.Pos(), v.Pos()+token.Pos(len(v.Name())))
	if !ok {
		return nil
	}
	ek, i := def.ParentEdge()
	switch decl := def.Parent().Node().(type) {
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Lhs {
			return valueOf(decl.Rhs, i)
		}
	case *ast.ValueSpec:
		if ek == edge.ValueSpec_Names {
			return valueOf(decl.Values, i)
		}
	}
	return nil
}

// valueOf returns the value of the i-th variable that is declared with the
// values: its own, or the one of all of them.
func valueOf(values []ast.Expr, i int) ast.Expr {
	switch {
	case len(values) == 1:
		return values[0]
	case i < len(values):
		return values[i]
	}
	return nil
}
