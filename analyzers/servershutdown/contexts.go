package servershutdown

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A place names a context: a variable, a field of one, or what its method
// Context returns.
//
//	ctx    s.ctx    r.Context()
type place struct {
	root types.Object
	path string
}

// placeOf returns the place that e names.
func (c *checker) placeOf(e ast.Expr) (place, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := c.pass.TypesInfo.Uses[e].(*types.Var); ok {
			return place{root: v}, true
		}
		if v, ok := c.pass.TypesInfo.Defs[e].(*types.Var); ok {
			return place{root: v}, true
		}
	case *ast.SelectorExpr:
		if v, ok := c.pass.TypesInfo.Uses[e.Sel].(*types.Var); ok && !v.IsField() {
			return place{root: v}, true
		}
		if p, ok := c.placeOf(e.X); ok && c.pass.TypesInfo.Selections[e] != nil {
			return place{p.root, p.path + "." + e.Sel.Name}, true
		}
	case *ast.CallExpr:
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		if ok && len(e.Args) == 0 && sel.Sel.Name == "Context" {
			if p, ok := c.placeOf(sel.X); ok {
				return place{p.root, p.path + ".Context()"}, true
			}
		}
	}
	return place{}, false
}

// isContext reports whether e is a context.
func (c *checker) isContext(e ast.Expr) bool {
	t := c.pass.TypesInfo.TypeOf(e)
	return t != nil && contextType(t)
}

func contextType(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}

// methodOn returns the context whose method of that name e calls.
func (c *checker) methodOn(e ast.Expr, name string) (place, bool) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 0 {
		return place{}, false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name || !c.isContext(sel.X) {
		return place{}, false
	}
	return c.placeOf(sel.X)
}

// doneOf returns the context whose Done channel e is: ctx.Done(), or a local
// variable that holds it.
func (c *checker) doneOf(e ast.Expr) (place, bool) {
	if p, ok := c.methodOn(e, "Done"); ok {
		return p, true
	}
	if value := c.initial(e); value != nil {
		return c.methodOn(value, "Done")
	}
	return place{}, false
}

// initial returns what the local variable that e names is declared with, if
// it is never assigned again.
func (c *checker) initial(e ast.Expr) ast.Expr {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar || c.assigned(v) > 1 {
		return nil
	}
	return c.lc.InitialValue(v)
}

// derives returns the context that a call derives its first result from, so
// that it is done when that one is.
func (c *checker) derives(call *ast.CallExpr) (parent ast.Expr, ok bool) {
	fn, _ := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	if fn == nil || fn.Pkg() == nil || len(call.Args) == 0 {
		return nil, false
	}
	switch fn.Pkg().Path() {
	case "context", "os/signal", "golang.org/x/sync/errgroup":
		if strings.HasPrefix(fn.Name(), "With") && fn.Name() != "WithoutCancel" || fn.Name() == "NotifyContext" {
			return call.Args[0], true
		}
	}
	return nil, false
}

// A pairing is what ends a context: its cancel function. The Wait of a group
// ends that of the group, but what is called with it then is no matter of a
// shutdown alone: waitgroupwait reports it.
type pairing struct {
	stop map[types.Object]place // by cancel or stop function
	sets map[types.Object]int   // how often a variable is assigned, its declaration included
	odd  map[types.Object]bool  // is also assigned what does not derive from itself
}

// assigned returns how often v gets a value.
func (c *checker) assigned(v types.Object) int { return c.pairs().sets[v] }

// pairs looks at the assignments of the package, once.
func (c *checker) pairs() *pairing {
	if c.pairing != nil {
		return c.pairing
	}
	c.pairing = &pairing{make(map[types.Object]place), make(map[types.Object]int), make(map[types.Object]bool)}
	for n := range c.insp.PreorderSeq((*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil)) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			c.pair(n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			if len(n.Values) > 0 {
				lhs := make([]ast.Expr, len(n.Names))
				for i, name := range n.Names {
					lhs[i] = name
				}
				c.pair(lhs, n.Values)
			}
		}
	}
	for stop, ctx := range c.pairing.stop {
		if c.pairing.sets[stop] > 1 || c.pairing.sets[ctx.root] > 1 {
			delete(c.pairing.stop, stop)
		}
	}
	return c.pairing
}

// pair looks at one assignment.
//
//	ctx, cancel := context.WithCancel(parent)
//	ctx, stop := signal.NotifyContext(parent, ...)
func (c *checker) pair(lhs, rhs []ast.Expr) {
	var objs [2]types.Object
	for i, e := range lhs {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			if obj := c.pass.TypesInfo.ObjectOf(id); obj != nil {
				c.pairing.sets[obj]++
				if i < 2 {
					objs[i] = obj
				}
				if v := c.pass.TypesInfo.Uses[id]; v != nil && contextType(v.Type()) && !c.fromItself(v, rhs) {
					c.pairing.odd[v] = true
				}
			}
		}
	}
	if len(lhs) != 2 || len(rhs) != 1 {
		return
	}
	call, ok := ast.Unparen(rhs[0]).(*ast.CallExpr)
	if !ok {
		return
	}
	if _, ok := c.derives(call); !ok {
		return
	}
	first, second := objs[0], objs[1]
	if first == nil || second == nil {
		return
	}
	if contextType(first.Type()) {
		c.pairing.stop[second] = place{root: first}
	}
}

// fromItself reports whether a variable is assigned a context that derives
// from what it held.
func (c *checker) fromItself(v types.Object, rhs []ast.Expr) bool {
	if len(rhs) != 1 {
		return false
	}
	call, ok := ast.Unparen(rhs[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	parent, ok := c.derives(call)
	if !ok {
		return false
	}
	p, ok := c.placeOf(parent)
	return ok && p == place{root: v}
}
