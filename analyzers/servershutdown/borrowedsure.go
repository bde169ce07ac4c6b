package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// mayHaveFailed reports whether the function around literal f, which it
// defers, goes on to call something with the context: the failure that the
// literal cleans up after may be that the context is done.
func (c *checker) mayHaveFailed(f *lifecycle.Func, p place) bool {
	found := false
	ast.Inspect(f.Parent.Body(), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found || call.Pos() < f.Body().End() {
			return !found
		}
		arg := c.contextArg(call)
		if arg == nil || c.onlyReads(call) || c.isContextPackage(call) {
			return true
		}
		if q, ok := c.origin(arg); ok && q == p {
			found = true
		}
		return !found
	})
	return found
}

// reachesOut reports whether a function looks at the context that it is given:
// what is out of sight may, behind an interface or in another package, unless
// its facts say that it does not; and a function of this package hands it on to
// that, or waits for it.
func (c *checker) reachesOut(fn *types.Func, depth int) bool {
	if impls := c.implementations(fn); len(impls) > 0 {
		return slices.ContainsFunc(impls, func(impl *types.Func) bool { return c.reachesOut(impl, depth) })
	}
	f := c.lc.Declared(fn)
	if f == nil || f.Body() == nil {
		return c.lc.LooksAtContext(fn)
	}
	param := c.firstParam(f)
	if param == nil || depth > 1 {
		return false
	}
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		if p, ok := c.methodOn(call, "Done"); ok && p.root == param {
			found = true
			return false
		}
		arg := c.contextArg(call)
		if arg == nil || c.onlyReads(call) || c.isContextPackage(call) {
			return true
		}
		if q, ok := c.origin(arg); ok && q == (place{root: param}) {
			callee := c.callee(call)
			found = callee != nil && callee != fn && c.reachesOut(callee, depth+1)
		}
		return !found
	})
	return found
}

// implementations returns the methods of this package that a call of a method
// of one of its own interfaces may come to.
func (c *checker) implementations(fn *types.Func) []*types.Func {
	recv := fn.Signature().Recv()
	if recv == nil || fn.Pkg() != c.pass.Pkg {
		return nil
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var impls []*types.Func
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || f.Obj.Name() != fn.Name() || f.Obj.Signature().Recv() == nil || c.lc.Directives.InTest(f.Pos()) {
			continue
		}
		if types.Implements(f.Obj.Signature().Recv().Type(), iface) {
			impls = append(impls, f.Obj)
		}
	}
	return impls
}

// keptInList reports whether the literal at cur is put in a list that leaves
// the function: a field, or a variable that is returned or stored.
//
//	closers = append(closers, func() { ... })
//	return &Plugin{closers: closers}
func (c *checker) keptInList(cur inspector.Cursor) bool {
	for ; cur.Node() != nil; cur = cur.Parent() {
		if stmt, ok := cur.Node().(*ast.AssignStmt); ok {
			if len(stmt.Lhs) != 1 || stmt.Tok != token.ASSIGN {
				return false
			}
			v := c.lc.Variable(stmt.Lhs[0])
			return v != nil && (v.IsField() || c.leaves(cur, v))
		}
		switch cur.ParentEdgeKind() {
		case edge.CallExpr_Args, edge.ParenExpr_X, edge.AssignStmt_Rhs:
		default:
			return false
		}
	}
	return false
}

// leaves reports whether a variable is a result of the function around cur, is
// returned by it, or given to a field.
func (c *checker) leaves(cur inspector.Cursor, v *types.Var) bool {
	if v.Kind() == types.ResultVar {
		return true
	}
	f := c.lc.Enclosing(cur)
	if f == nil {
		return false
	}
	found := false
	names := func(e ast.Expr) bool { return c.lc.Variable(e) == v }
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				found = found || names(e)
			}
		case *ast.KeyValueExpr:
			found = found || names(n.Value)
		case *ast.AssignStmt:
			for i, e := range n.Lhs {
				_, field := ast.Unparen(e).(*ast.SelectorExpr)
				found = found || field && len(n.Lhs) == len(n.Rhs) && names(n.Rhs[i])
			}
		}
		return !found
	})
	return found
}
