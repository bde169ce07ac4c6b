package lifecycle

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// readers are the words in the names of functions and packages that take a
// context for the values in it: loggers, tracers, metrics.
var readers = []string{"log", "trac", "span", "metric", "fromcontext", "debug", "info", "warn", "error", "cause", "value", "withoutcancel"}

// ReadsValues reports whether a call takes a context for its values alone, by
// the name of the function and its package.
func (r *Result) ReadsValues(call *ast.CallExpr) bool {
	name := strings.ToLower(flow.CalledName(call))
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
	return r.valuesOnly(f, params.At(0))
}

// ValuesOnly reports whether a call hands the context that is its i-th argument
// to a function of this package that takes it for the values in it.
func (r *Result) ValuesOnly(call *ast.CallExpr, i int) bool {
	f := r.Callee(call).Func
	if f == nil || f.Obj == nil || f.Body() == nil || i >= f.Obj.Signature().Params().Len() {
		return false
	}
	return r.valuesOnly(f, f.Obj.Signature().Params().At(i))
}

// valuesOnly reports whether f, a declared function, takes the context ctx, a
// parameter, for the values in it.
func (r *Result) valuesOnly(f *Func, ctx *types.Var) bool {
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
		if (!ok || c.ParentEdgeKind() != edge.CallExpr_Args || !r.ReadsValues(call)) && !r.startsSpan(c) {
			return false
		}
	}
	return true
}

// startsSpan reports whether the context at c is given the same one with a
// span, or fields for the log, in it.
//
//	ctx, span := trace.StartSpan(ctx)
func (r *Result) startsSpan(c inspector.Cursor) bool {
	assign, ok := c.Parent().Node().(*ast.AssignStmt)
	if !ok || c.ParentEdgeKind() != edge.AssignStmt_Lhs || len(assign.Rhs) != 1 {
		return false
	}
	call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
	return ok && r.ReadsValues(call)
}

// exportBlindMethods says of the methods of interfaces whose implementations
// stand beside them, in the same package, that none of these looks at its
// context.
func (r *Result) exportBlindMethods() {
	scope := r.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !obj.Exported() || obj.IsAlias() {
			continue
		}
		iface, ok := obj.Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for m := range iface.ExplicitMethods() {
			if m.Exported() && CleansUp(m.Name()) && hasContextParam(m.Signature()) && r.allBlind(m, iface) {
				r.pass.ExportObjectFact(m, &funcFact{Blind: true})
			}
		}
	}
}

// allBlind reports whether the package has implementations of method m, and
// all of them are blind. Those in test files do not count.
func (r *Result) allBlind(m *types.Func, iface *types.Interface) bool {
	found := false
	for _, f := range r.funcs {
		if f.Obj == nil || f.Obj.Name() != m.Name() || f.Obj.Signature().Recv() == nil || r.Directives.InTest(f.Pos()) {
			continue
		}
		if !types.Implements(f.Obj.Signature().Recv().Type(), iface) {
			continue
		}
		if !r.blind(f) {
			return false
		}
		found = true
	}
	return found
}

// LooksAtContext reports whether a function of another package may look at the
// context that is its first argument.
func (r *Result) LooksAtContext(fn *types.Func) bool { return !r.imported(fn.Origin()).Blind }
