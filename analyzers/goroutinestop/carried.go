package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A context need not have the type context.Context, nor a name where the
// goroutine starts. Frameworks embed one in a type of their own, requests and
// nodes have a method that returns it, and a value of a struct brings along
// the one in its field:
//
//	for range ticker.C { select { case <-app.ctx.Done(): return; ... } } // a framework.Context
//	node.Context()
//	go func() { runner.Start(task) }() // runner has a field with a context

// likeContext reports whether t is a context, or can do what one can.
func (c *checker) likeContext(t types.Type) bool {
	if t == nil {
		return false
	}
	if isContext(t) {
		return true
	}
	if known.Named(t) == nil {
		return false
	}
	for _, name := range []string{"Done", "Err", "Deadline", "Value"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.pass.Pkg, name)
		if _, ok := obj.(*types.Func); !ok {
			return false
		}
	}
	return true
}

// yieldsContext reports whether the call is one of a method that returns a
// context which belongs to its receiver.
func (c *checker) yieldsContext(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) > 0 || c.pass.TypesInfo.Selections[sel] == nil {
		return false
	}
	return c.likeContext(c.pass.TypesInfo.TypeOf(call))
}

// brings reports whether a value of type t has a context of its own in one
// of its fields: that of an entry of a log is anybody's, and may be nil, and
// that of a command is set by exec.CommandContext alone.
func (c *checker) brings(t types.Type) bool {
	named := known.Named(t)
	if named == nil || named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "os/exec" {
		return false
	}
	st, ok := named.Underlying().(*types.Struct)
	return ok && slices.ContainsFunc(slices.Collect(st.Fields()), func(v *types.Var) bool { return !v.Exported() && c.likeContext(v.Type()) })
}

// maxHeard bounds how far callees are followed. A context that is used far
// below is not the goroutine's.
const maxHeard = 2

// hears reports whether f, or what it calls, comes to a context from outside.
// What the parameters of a function are given is looked at where it is called.
func (c *checker) hears(f *lifecycle.Func, depth int) bool {
	if depth > maxHeard || f.Body() == nil {
		return false
	}
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if _, ok := n.(*ast.GoStmt); ok || found {
			return false // that is a goroutine of its own
		}
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if c.likeContext(c.pass.TypesInfo.TypeOf(e)) && c.comesFrom(e, f) && !c.isParamOf(e, f) && c.mayFire(e) {
			found = true
		} else if call, ok := e.(*ast.CallExpr); ok {
			found = c.callHears(call, depth)
		}
		return !found
	})
	return found
}

// callHears reports whether what is called comes to a context: a function of
// the package by itself, another one by what it is given.
func (c *checker) callHears(call *ast.CallExpr, depth int) bool {
	if to := c.lc.Callee(call); to.Func != nil {
		return c.hears(to.Func, depth+1)
	}
	given := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		given = append(slices.Clip(given), sel.X)
	}
	return slices.ContainsFunc(given, func(e ast.Expr) bool { return c.brings(c.pass.TypesInfo.TypeOf(e)) })
}

// isParamOf reports whether e is a parameter of f, and no part of one.
func (c *checker) isParamOf(e ast.Expr, f *lifecycle.Func) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	return ok && v.Kind() == types.ParamVar && f.Type().Params.Pos() <= v.Pos() && v.Pos() < f.Type().Params.End()
}
