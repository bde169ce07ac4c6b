package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
)

// takesOver reports whether a call of a function that exits on error makes
// one of its caller: because the caller hands it the error, or because it
// is a helper of the same package. What an exported function does with an
// error that it comes upon itself is its own contract, and not that of all
// functions that reach it: six calls below kubernetes.NewForConfig a Fatal
// guards against a struct that cannot be encoded.
func (r *Result) takesOver(s *exitSite) bool {
	if f := s.to.Func; f != nil && (f.Obj == nil || !f.Obj.Exported()) {
		return true
	}
	return slices.ContainsFunc(s.call.Args, r.bringsError)
}

// bringsError reports whether an argument is an error, or a call that
// returns one among others.
func (r *Result) bringsError(arg ast.Expr) bool {
	t := r.info.TypeOf(arg)
	tuple, ok := t.(*types.Tuple)
	if !ok {
		return isError(t)
	}
	for v := range tuple.Variables() {
		if isError(v.Type()) {
			return true
		}
	}
	return false
}

// isRecovered reports whether e is what recover returns, or a variable
// that is declared with it.
func (r *Result) isRecovered(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := r.info.Uses[e].(*types.Var); ok && v.Kind() == types.LocalVar {
			return r.isRecovered(r.firstValue(v))
		}
	case *ast.CallExpr:
		id, ok := ast.Unparen(e.Fun).(*ast.Ident)
		return ok && r.info.Uses[id] == types.Universe.Lookup("recover")
	}
	return false
}

// firstValue returns the one expression that local variable v is declared
// with, alone or with others, or nil.
func (r *Result) firstValue(v *types.Var) ast.Expr {
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

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

func isError(t types.Type) bool {
	return t != nil && !types.Identical(t, types.Typ[types.UntypedNil]) && types.Implements(t, errorType)
}
