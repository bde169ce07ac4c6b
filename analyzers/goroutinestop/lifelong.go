package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// What a goroutine looks after may live as long as the process though it is
// no package-level variable itself:
//
//	var registry = tableRegistry{...} // the only one of its type
//	func (r *tableRegistry) get() { r.once.Do(func() { go r.clean() }) }
//
//	func throttle(name string) *throttler { t := newThrottler(); throttlers[name] = t; return t }
//
// And what main starts lives as long as the process if nobody tells the
// process to stop in order.

// oneOfAKind reports whether s is started by a method, once for each value of
// the type, and the only values of that type are package-level variables.
func (c *checker) oneOfAKind(s *lifecycle.Spawn, f *lifecycle.Func) bool {
	once := false
	for in := s.In; in != nil && in.Lit != nil; in = in.Parent {
		once = once || c.doneOnce(in.Lit, func(e ast.Expr) bool { return c.isFieldOf(e, f.Obj.Signature().Recv()) })
	}
	t := known.Named(f.Obj.Signature().Recv().Type())
	if !once || t == nil || t.Obj().Exported() {
		return false
	}
	if _, method := c.closer(t); method != "" {
		return false
	}
	return c.onlyPackageLevel(t)
}

// isFieldOf reports whether e is a field of the variable.
func (c *checker) isFieldOf(e ast.Expr, v *types.Var) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && c.lc.Variable(sel.X) == v
}

// onlyPackageLevel reports whether all values of type t are those with which
// package-level variables start.
func (c *checker) onlyPackageLevel(t *types.Named) bool {
	found := false
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		if c.pass.TypesInfo.Uses[id] != t.Obj() || c.lc.Directives.InTest(id.Pos()) {
			continue
		}
		switch cur.ParentEdgeKind() {
		case edge.StarExpr_X: // *T makes none
		case edge.CompositeLit_Type, edge.ValueSpec_Type, edge.CallExpr_Args:
			if c.lc.Enclosing(cur) != nil {
				return false
			}
			found = true
		default:
			return false
		}
	}
	return found
}

// kept reports whether everything that f returns is put into a package-level
// variable, or an element of one, from which nothing is taken away.
func (c *checker) kept(f *lifecycle.Func) bool {
	if f.Obj == nil || f.Obj.Exported() {
		return false
	}
	calls := 0
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[cur.Node().(*ast.Ident)] != f.Obj || c.lc.Directives.InTest(cur.Node().Pos()) {
			continue
		}
		in := c.lc.Enclosing(cur)
		assign, ok := cur.Parent().Parent().Node().(*ast.AssignStmt)
		if cur.ParentEdgeKind() != edge.CallExpr_Fun || !ok || len(assign.Lhs) != 1 || in == nil || !c.keeps(assign.Lhs[0], in) {
			return false
		}
		calls++
	}
	return calls > 0
}

// keeps reports whether what is assigned to e stays in a package-level
// variable, by way of a local variable too.
func (c *checker) keeps(e ast.Expr, in *lifecycle.Func) bool {
	if v := c.packageVar(e); v != nil {
		return !c.taken(v)
	}
	local := c.lc.Variable(e)
	if local == nil {
		return false
	}
	kept := false
	ast.Inspect(in.Body(), func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 && c.lc.Variable(a.Rhs[0]) == local {
			v := c.packageVar(a.Lhs[0])
			kept = kept || v != nil && !c.taken(v)
		}
		return true
	})
	return kept
}

// packageVar returns the package-level variable that e is, or is an element
// of, or nil.
func (c *checker) packageVar(e ast.Expr) *types.Var {
	if x, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		e = x.X
	}
	v := c.lc.Variable(e)
	if v == nil || v.IsField() || v.Parent() != c.pass.Pkg.Scope() {
		return nil
	}
	return v
}

// taken reports whether an element of v is taken out somewhere.
func (c *checker) taken(v *types.Var) bool {
	return slices.ContainsFunc(c.lc.Funcs(), func(f *lifecycle.Func) bool {
		return slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool {
			id, ok := ast.Unparen(call.Fun).(*ast.Ident)
			return ok && (id.Name == "delete" || id.Name == "clear") && len(call.Args) > 0 && c.lc.Variable(call.Args[0]) == v
		})
	})
}

// ofMain reports whether main starts the goroutine, or a function that runs
// for main alone, in a program that takes no notice of signals: it ends without
// order, and with main. Who counts the goroutine waits for it.
func (c *checker) ofMain(s *lifecycle.Spawn) bool {
	if s.Go == nil || s.In == nil || s.In.Lit != nil || c.heedsSignals() {
		return false
	}
	return c.runsForMain(s.In, 0) && !c.counted(s.Body.Func)
}

func (c *checker) heedsSignals() bool {
	return slices.ContainsFunc(c.pass.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == "os/signal" })
}

// maxBelowMain is the number of calls between main and what runs for it.
const maxBelowMain = 3

// runsForMain reports whether f is main, or a function without receiver that
// such a function calls, and nothing else does.
func (c *checker) runsForMain(f *lifecycle.Func, depth int) bool {
	return c.calledByMain(f, depth, false)
}

// calledByMain is runsForMain, and also of methods if these are asked for.
func (c *checker) calledByMain(f *lifecycle.Func, depth int, methods bool) bool {
	if c.lc.IsMain(f) {
		return true
	}
	if f.Obj == nil || c.pass.Pkg.Name() != "main" || f.Decl.Recv != nil && !methods || depth == maxBelowMain {
		return false
	}
	calls := 0
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[cur.Node().(*ast.Ident)] != f.Obj || c.lc.Directives.InTest(cur.Node().Pos()) {
			continue
		}
		in := c.lc.Enclosing(cur)
		if cur.ParentEdgeKind() == edge.SelectorExpr_Sel {
			cur = cur.Parent()
		}
		if cur.ParentEdgeKind() != edge.CallExpr_Fun || in == nil || !c.calledByMain(in, depth+1, methods) {
			return false
		}
		calls++
	}
	return calls > 0
}

// counted reports whether f marks itself as done.
func (c *checker) counted(f *lifecycle.Func) bool {
	return f != nil && slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool {
		fn := c.lc.Callee(call).Obj
		return fn != nil && isDone(fn)
	})
}
