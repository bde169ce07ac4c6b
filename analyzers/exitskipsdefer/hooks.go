package exitskipsdefer

import (
	"go/ast"
	"go/types"
	"slices"
)

// registered reports whether the package that ends the process has been given
// a function that does the same as the deferred call, to be called at the exit.
//
//	logrus.RegisterExitHandler(removePidFile)
//	defer removePidFile()
//	logrus.Fatal(err)
func (w *walker) registered(d deferral, exit *ast.CallExpr) bool {
	by := w.lc.Callee(exit).Obj
	if by == nil || by.Pkg() == nil || by.Pkg() == w.pass.Pkg || by.Pkg().Path() == "os" {
		return false
	}
	for _, f := range w.lc.Funcs() {
		for _, call := range f.Calls() {
			to := w.lc.Callee(call).Obj
			if to == nil || to.Pkg() != by.Pkg() {
				continue
			}
			for _, arg := range call.Args {
				if w.isHookFor(d, arg) {
					return true
				}
			}
		}
	}
	return false
}

// isHookFor reports whether an argument is a function without parameters that
// has the effect of d.
func (w *walker) isHookFor(d deferral, arg ast.Expr) bool {
	sig, ok := w.pass.TypesInfo.TypeOf(arg).(*types.Signature)
	if !ok || sig.Params().Len() > 0 {
		return false
	}
	return slices.ContainsFunc(w.valueEffects(arg), d.sameAs)
}

// valueEffects returns what a function that is handed over does when it is
// called.
func (c *checker) valueEffects(fn ast.Expr) []effect {
	to := c.lc.Value(fn)
	if to.Func != nil && to.Func.Body() != nil {
		return c.bodyEffects(to.Func, make(looked), 0)
	}
	var obj types.Object
	switch {
	case to.Obj != nil:
		obj = to.Obj
	case to.Var != nil:
		obj = to.Var
	default:
		return nil
	}
	e := effect{category: c.classifyName(&ast.CallExpr{Fun: fn}, obj), fn: obj}
	if sel, ok := ast.Unparen(fn).(*ast.SelectorExpr); ok && c.pass.TypesInfo.Selections[sel] != nil {
		e.on = c.variable(sel.X)
	}
	return []effect{e}
}
