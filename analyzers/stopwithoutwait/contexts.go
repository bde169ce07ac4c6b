package stopwithoutwait

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A call that is given the context which the stop method cancels ends by it.
// That of one who is given another context goes on, if that is one that nobody
// cancels; of all others nobody can tell.

// unending reports whether a call goes on whatever the stop method cancels: it
// is given no context, or one that nobody cancels.
func (c *checker) unending(call *ast.CallExpr) bool {
	return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return isContext(c.info.TypeOf(arg)) && !c.uncancelled(arg, 6)
	})
}

// uncancelled reports whether a context shows to be one that ends by itself,
// or not at all. It follows it at most depth steps back.
func (c *checker) uncancelled(e ast.Expr, depth int) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return c.uncancelledVar(c.holder(e), depth)
	}
	switch name := flow.CalledName(call); name {
	case "Background", "TODO", "WithoutCancel":
		return true
	case "WithCancel", "WithCancelCause", "NotifyContext":
		return false
	}
	for _, arg := range call.Args {
		if isContext(c.info.TypeOf(arg)) {
			return depth > 0 && c.uncancelled(arg, depth-1)
		}
	}
	return false
}

func (c *checker) uncancelledVar(v *types.Var, depth int) bool {
	c.sources()
	if v == nil || depth == 0 || len(c.comes[v])+len(c.values[v]) == 0 {
		return false
	}
	return !slices.ContainsFunc(c.values[v], func(e ast.Expr) bool { return !c.uncancelled(e, depth-1) }) &&
		!slices.ContainsFunc(c.comes[v], func(from *types.Var) bool { return !c.uncancelledVar(from, depth-1) })
}
