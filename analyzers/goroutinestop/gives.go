package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A given is an object whose name says who may get hold of one of its
// fields, a cancel function.
type given struct {
	v      *types.Var // the object
	field  *types.Var // of it
	cancel *types.Var // what else has the cancel function, or nil
	seen   []*lifecycle.Func
}

// gives reports whether node n lets somebody have the object or calls its
// cancel function: it does anything but ask for one of the other fields, or
// call a method that does no more.
func (c *checker) gives(n ast.Node, o given) bool {
	found := false
	var stack []ast.Node
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok {
			switch c.pass.TypesInfo.Uses[id] {
			case nil:
			case o.v:
				found = found || !c.part(stack, o)
			case o.cancel:
				found = true
			}
		}
		stack = append(stack, n)
		return true
	})
	return found
}

// part reports whether what stands in the stack of nodes asks the object
// for no more than a field, and not for the cancel function.
func (c *checker) part(stack []ast.Node, o given) bool {
	if len(stack) < 2 || slices.ContainsFunc(stack, isFuncLit) {
		return false
	}
	sel, ok := stack[len(stack)-1].(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch obj := c.pass.TypesInfo.Uses[sel.Sel].(type) {
	case *types.Var:
		if obj.Origin() != o.field.Origin() {
			return true
		}
		a, ok := stack[len(stack)-2].(*ast.AssignStmt)
		return ok && slices.Contains(a.Lhs, ast.Expr(sel))
	case *types.Func:
		call, ok := stack[len(stack)-2].(*ast.CallExpr)
		return ok && call.Fun == sel && !slices.ContainsFunc(stack, isGo) && c.keepsOut(obj, o)
	}
	return false
}

func isFuncLit(n ast.Node) bool { _, ok := n.(*ast.FuncLit); return ok }

func isGo(n ast.Node) bool { _, ok := n.(*ast.GoStmt); return ok }

// keepsOut reports whether a method of the object, as far as it is in
// sight, does no more than ask for its other fields.
func (c *checker) keepsOut(fn *types.Func, o given) bool {
	f := c.lc.Declared(fn)
	if f == nil || f.Body() == nil || len(o.seen) > 3 {
		return false
	}
	if slices.Contains(o.seen, f) {
		return true
	}
	recv := fn.Origin().Signature().Recv()
	return recv != nil && !c.gives(f.Body(), given{recv, o.field, nil, append(slices.Clone(o.seen), f)})
}
