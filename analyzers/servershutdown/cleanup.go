package servershutdown

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// contextArg returns the argument of a call that is a context: the first one,
// as the convention is.
func (c *checker) contextArg(call *ast.CallExpr) ast.Expr {
	if len(call.Args) > 0 && c.isContext(call.Args[0]) {
		return call.Args[0]
	}
	return nil
}

// cleans returns the function that a call cleans up with, given a context, or
// nil. A function of this package has to make use of the context, and one of
// another to leave something behind.
func (c *checker) cleans(call *ast.CallExpr) *types.Func {
	if !lifecycle.CleansUp(flow.CalledName(call)) || c.contextArg(call) == nil {
		return nil
	}
	fn, _ := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	if fn == nil {
		return nil
	}
	if f := c.lc.Declared(fn); f != nil && !c.usesContext(f) || c.endsByItself(fn) {
		return nil
	}
	return fn
}

// helper returns the function of another package that a call cleans up with,
// though its name does not say so, or nil.
func (c *checker) helper(call *ast.CallExpr) *types.Func {
	if c.contextArg(call) == nil || lifecycle.CleansUp(flow.CalledName(call)) {
		return nil
	}
	fn := c.callee(call)
	if fn == nil || fn.Pkg() == c.pass.Pkg || !c.lc.CleansWith(fn) {
		return nil
	}
	return fn
}

// usesContext reports whether f does something with its first parameter that
// fails once the context is done: more than to log with it, or to read its
// values.
func (c *checker) usesContext(f *lifecycle.Func) bool {
	if f.Body() == nil {
		return true
	}
	param := c.firstParam(f)
	if param == nil || c.pairs().odd[param] {
		return false
	}
	uses := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || uses {
			return !uses
		}
		if p, ok := c.methodOn(call, "Done"); ok && p.root == param {
			uses = true
		}
		if p, ok := c.methodOn(call, "Err"); ok && p.root == param {
			uses = true
		}
		for _, arg := range call.Args {
			if p, ok := c.placeOf(arg); ok && p == (place{root: param}) && !c.onlyReads(call) {
				uses = true
			}
		}
		return !uses
	})
	return uses
}

// firstParam returns the first parameter of f if it is a context with a name.
func (c *checker) firstParam(f *lifecycle.Func) *types.Var {
	list := f.Type().Params.List
	if len(list) == 0 || len(list[0].Names) == 0 {
		return nil
	}
	v, _ := c.pass.TypesInfo.Defs[list[0].Names[0]].(*types.Var)
	if v == nil || !contextType(v.Type()) {
		return nil
	}
	return v
}

// onlyReads reports whether a call takes a context for its values alone.
func (c *checker) onlyReads(call *ast.CallExpr) bool { return c.lc.ReadsValues(call) }
