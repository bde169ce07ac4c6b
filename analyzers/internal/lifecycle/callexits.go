package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// Calls returns the calls in the body of f in order of position, without
// those in the literals inside it.
func (f *Func) Calls() []*ast.CallExpr { return f.calls }

// CallExit tells how the call ends the process: by its callee, be that a
// function, a variable of func type, or a literal.
func (r *Result) CallExit(call *ast.CallExpr) Exit {
	return r.targetExit(r.Callee(call), r.Directives.InTest(call.Pos()))
}

// NameOf names a function or variable as the package writes it: log.Fatal,
// (*zap.Logger).Fatal, and without a package what it declares itself.
func (r *Result) NameOf(obj types.Object) string {
	if fn, ok := obj.(*types.Func); ok {
		return FuncName(fn, r.pass.Pkg)
	}
	if obj.Pkg() != nil && obj.Pkg() != r.pass.Pkg {
		return obj.Pkg().Name() + "." + obj.Name()
	}
	return obj.Name()
}

// IsPanic reports whether a guard says that there has been a panic.
func (r *Result) IsPanic(g flow.Guard) bool {
	found := false
	flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
		test, ok := part.(*ast.BinaryExpr)
		found = found || ok && g.Tag == nil && truth == (test.Op == token.NEQ) && r.info.Types[test.Y].IsNil() && r.isRecovered(test.X)
	})
	return found
}

// OnError reports whether control comes to pos in f only if there is an error.
func (r *Result) OnError(f *Func, pos token.Pos) bool {
	return slices.ContainsFunc(r.Guards(f, pos), func(g flow.Guard) bool { return r.guardKind(g) == errorGuard })
}
