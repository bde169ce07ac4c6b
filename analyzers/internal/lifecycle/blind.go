package lifecycle

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
)

// readers are the words in the names of functions and packages that take a
// context for the values in it: loggers, tracers, metrics.
var readers = []string{"log", "trac", "span", "metric", "fromcontext", "debug", "info", "warn", "error", "cause", "value", "withoutcancel"}

// ReadsValues reports whether a call takes a context for its values alone, by
// the name of the function and its package.
func (r *Result) ReadsValues(call *ast.CallExpr) bool {
	name := strings.ToLower(calledName(call))
	if fn := r.Callee(call).Obj; fn != nil && fn.Pkg() != nil {
		name += " " + strings.ToLower(fn.Pkg().Name())
	}
	for _, word := range readers {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// blind reports whether f is called as if it cleaned up with its context, and
// does not look at it: what is done or not makes no difference to it.
func (r *Result) blind(f *Func) bool {
	params := f.Obj.Signature().Params()
	if !CleansUp(f.Obj.Name()) || params.Len() == 0 || !isContextType(params.At(0).Type()) || f.Body() == nil || len(f.Body().List) == 0 {
		return false
	}
	ctx := params.At(0)
	decl, ok := r.insp.Root().FindNode(f.Decl)
	if !ok {
		return false
	}
	for c := range decl.Preorder((*ast.Ident)(nil)) {
		id := c.Node().(*ast.Ident)
		if r.info.Uses[id] != ctx {
			continue
		}
		call, ok := c.Parent().Node().(*ast.CallExpr)
		if !ok || c.ParentEdgeKind() != edge.CallExpr_Args || !r.ReadsValues(call) {
			return false
		}
	}
	return true
}

// LooksAtContext reports whether a function of another package may look at the
// context that is its first argument.
func (r *Result) LooksAtContext(fn *types.Func) bool { return !r.imported(fn.Origin()).Blind }
