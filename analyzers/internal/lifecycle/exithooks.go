package lifecycle

import (
	"go/ast"
	"go/types"
)

// A program may have an end of its own: an exit that first calls functions
// which others have registered.
//
//	func Exit(code int) {
//		for _, f := range atExit { f() }
//		os.Exit(code)
//	}
//
// What those clean up is not known where the exit is called. Only exits of the
// module at hand count: the hooks of a library are there in every program, and
// most register none.

// RunsHooks reports whether what the call runs calls functions of a list, or
// one that a package variable holds, before it ends the process.
func (r *Result) RunsHooks(call *ast.CallExpr) bool {
	exit := r.CallExit(call)
	return exit.Hooks && exit.Module == r.module()
}

// findHooks finds out which exits of the package run hooks.
func (r *Result) findHooks() {
	for _, f := range r.funcs {
		if f.exit.Kind != NoExit && !f.exit.Root {
			f.exit.Hooks = r.runsHooks(f, make(map[*Func]bool))
		}
	}
}

func (r *Result) runsHooks(f *Func, seen map[*Func]bool) bool {
	if f.Body() == nil || seen[f] {
		return false
	}
	seen[f] = true
	for _, call := range f.calls {
		to := r.Callee(call)
		switch {
		case r.isHook(f, call, to):
			return true
		case to.Func == nil:
			if r.RunsHooks(call) {
				return true
			}
		case to.Func.exit.Root: // says itself what it is
		case to.Func.exit.Kind != NoExit || to.Func.Obj != nil && isPlain(to.Func.Obj.Signature()):
			if r.runsHooks(to.Func, seen) {
				return true
			}
		}
	}
	return false
}

// isHook reports whether f calls an element of a list there, the variable of
// a range over one, or a package variable that ends nothing itself.
func (r *Result) isHook(f *Func, call *ast.CallExpr, to Target) bool {
	switch e := ast.Unparen(call.Fun).(type) {
	case *ast.IndexExpr:
		return r.isKept(e.X)
	case *ast.Ident:
		if to.Var == nil {
			return false
		}
		if isPackageLevel(to.Var) {
			sig, ok := to.Var.Type().Underlying().(*types.Signature)
			return ok && isPlain(sig) && r.targetExit(to, r.Directives.InTest(call.Pos())).Kind == NoExit
		}
		return r.isElement(f, to.Var)
	}
	return false
}

// isElement reports whether v is the value of a range in f over a list that is
// kept somewhere.
func (r *Result) isElement(f *Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if loop, ok := n.(*ast.RangeStmt); ok {
			id, ok := loop.Value.(*ast.Ident)
			found = found || ok && r.info.ObjectOf(id) == v && r.isKept(loop.X)
		}
		return !found
	})
	return found
}

// isKept reports whether a list is a package variable or a field, as one must
// be that others add to.
func (r *Result) isKept(list ast.Expr) bool {
	switch e := ast.Unparen(list).(type) {
	case *ast.Ident:
		v, ok := r.info.Uses[e].(*types.Var)
		return ok && isPackageLevel(v)
	case *ast.SelectorExpr:
		_, ok := r.info.Uses[e.Sel].(*types.Var)
		return ok
	}
	return false
}

// isPlain reports whether a function is called for what it does alone.
func isPlain(sig *types.Signature) bool {
	return sig.Params().Len() == 0 && sig.Results().Len() == 0
}
