package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
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
			return r.isRecovered(r.InitialValue(v))
		}
	case *ast.CallExpr:
		id, ok := ast.Unparen(e.Fun).(*ast.Ident)
		return ok && r.info.Uses[id] == types.Universe.Lookup("recover")
	}
	return false
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

func isError(t types.Type) bool {
	return t != nil && !types.Identical(t, types.Typ[types.UntypedNil]) && types.Implements(t, errorType)
}

// testsAny reports whether a guard asks of an any whether it holds something,
// as cobra.CheckErr does of its parameter: that may be an error.
func (r *Result) testsAny(g flow.Guard) bool {
	test, ok := ast.Unparen(g.Cond).(*ast.BinaryExpr)
	if !ok || g.Tag != nil || !r.info.Types[test.Y].IsNil() || g.Truth != (test.Op == token.NEQ) {
		return false
	}
	i, ok := r.info.TypeOf(test.X).Underlying().(*types.Interface)
	return ok && i.Empty()
}
