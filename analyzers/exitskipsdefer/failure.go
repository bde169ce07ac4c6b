package exitskipsdefer

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// isProfile reports whether the deferred call ends a profile, which nobody
// asks for of a run that fails.
func (w *walker) isProfile(d deferral) bool {
	fn, ok := d.fn.(*types.Func)
	if !ok {
		return false
	}
	_, ok = known.Flushes.Lookup(fn)
	return ok
}

// fails reports whether the exit says that the program has failed: it is no
// function of an exit status, or the status is a constant other than 0, or
// there is an error.
func (w *walker) fails(call *ast.CallExpr) bool {
	fn := w.lc.Callee(call).Obj
	if fn == nil || fn.Signature().Params().Len() != 1 || len(call.Args) != 1 {
		return true
	}
	status := w.pass.TypesInfo.Types[call.Args[0]]
	if status.Type == nil {
		return true
	}
	if b, ok := status.Type.Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return true
	}
	if status.Value != nil && constant.Sign(status.Value) != 0 {
		return true
	}
	failed := false
	for _, g := range w.lc.Guards(w.f, call.Pos()) {
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			failed = failed || g.Tag == nil && w.saysError(part, truth)
		})
	}
	return failed
}

// saysError reports whether a condition that has come out so says that there
// is an error.
func (w *walker) saysError(cond ast.Expr, truth bool) bool {
	test, ok := cond.(*ast.BinaryExpr)
	if !ok || test.Op != token.NEQ && test.Op != token.EQL || (test.Op == token.NEQ) != truth {
		return false
	}
	t := w.pass.TypesInfo.TypeOf(test.X)
	return t != nil && types.Implements(t, errorType) && w.pass.TypesInfo.Types[test.Y].IsNil()
}
