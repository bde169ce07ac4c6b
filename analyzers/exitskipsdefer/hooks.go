package exitskipsdefer

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// runsHooks reports whether what the call runs calls functions that someone
// has registered, on the way to the exit: what they clean up is not known.
//
//	func exit(code int) {
//		for _, f := range atExit { f() }
//		os.Exit(code)
//	}
func (c *checker) runsHooks(call *ast.CallExpr, seen map[*lifecycle.Func]bool) bool {
	f := c.lc.Callee(call).Func
	if f == nil || f.Body() == nil || seen[f] {
		return false
	}
	seen[f] = true
	for _, inner := range f.Calls() {
		if c.isElement(f, inner.Fun) {
			return true
		}
		if c.lc.CallExit(inner).Kind != lifecycle.NoExit && c.runsHooks(inner, seen) {
			return true
		}
	}
	return false
}

// isElement reports whether e is a function out of a list: an element, or
// the variable of a range.
func (c *checker) isElement(f *lifecycle.Func, e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		_, generic := c.pass.TypesInfo.TypeOf(e.X).(*types.Signature)
		return !generic
	case *ast.Ident:
		found, v := false, c.pass.TypesInfo.Uses[e]
		ast.Inspect(f.Body(), func(n ast.Node) bool {
			if loop, ok := n.(*ast.RangeStmt); ok {
				id, ok := loop.Value.(*ast.Ident)
				found = found || ok && v != nil && c.pass.TypesInfo.ObjectOf(id) == v
			}
			return !found
		})
		return found
	}
	return false
}
