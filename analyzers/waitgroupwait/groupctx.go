package waitgroupwait

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// The context that comes with a group ends with the first error, and with the
// Wait at the latest:
//
//	g, gctx := errgroup.WithContext(ctx)
//	g.Go(func() error { return fetch(ctx, url) })    goes on when another has failed
//	if err := g.Wait(); err != nil { ... }
//	return store(gctx, pages)                        fails: gctx is cancelled
//
// Only calls that can tell by an error what the context makes of them count,
// and none that writes a log or a trace.

// A groupContext is a group with its context, as WithContext makes them.
type groupContext struct {
	call   *ast.CallExpr
	assign *ast.AssignStmt
	in     *lifecycle.Func
	ctx    *types.Var
	parent *types.Var // nil if it has no name, or the same one as ctx
}

// reportGroupContexts looks at the contexts of group t.
func (c *checker) reportGroupContexts(t *lifecycle.Tracker) {
	gc, ok := c.groupContext(t)
	if !ok {
		return
	}
	if c.reportSpentContext(t, gc) || gc.parent == nil {
		return
	}
	for _, g := range c.goroutines(t) {
		if g.fn.Lit != nil && !c.names(g.fn.Lit, gc.ctx) {
			c.reportParentContext(gc, g)
		}
	}
}

// groupContext returns how t is made with a context, if it is made just once.
func (c *checker) groupContext(t *lifecycle.Tracker) (groupContext, bool) {
	if t.Kind != lifecycle.LocalTracker || t.Func == nil {
		return groupContext{}, false
	}
	var gc groupContext
	made := 0
	ast.Inspect(t.Func.Body(), func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 || len(assign.Lhs) != 2 || c.variable(assign.Lhs[0]) != t.Var {
			return true
		}
		call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		fn := typeutil.StaticCallee(c.pass.TypesInfo, call)
		if v := c.variable(assign.Lhs[1]); fn != nil && fn.Name() == "WithContext" && v != nil && v.Name() != "_" && isContext(v.Type()) {
			gc.call, gc.assign, gc.ctx, made = call, assign, v, made+1
			gc.parent = c.variable(call.Args[0])
		}
		return true
	})
	if gc.parent == gc.ctx {
		gc.parent = nil
	}
	if made != 1 {
		return groupContext{}, false
	}
	gc.in = c.funcOf(gc.call)
	return gc, gc.in == t.Func
}

// variable returns the variable that is e, or nil.
func (c *checker) variable(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := c.pass.TypesInfo.ObjectOf(id).(*types.Var)
	return v
}

// names reports whether the node mentions v.
func (c *checker) names(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.pass.TypesInfo.Uses[id] == v
		return !found
	})
	return found
}

// reportSpentContext reports the first call that is handed the context of the
// group when the group has been waited for.
func (c *checker) reportSpentContext(t *lifecycle.Tracker, gc groupContext) bool {
	g := c.lc.CFG(gc.in)
	for _, w := range c.waits(t) {
		if w.fn != gc.in || w.deferred != nil {
			continue
		}
		b, i := flow.NodeAt(g, w.site.Pos)
		if b == nil {
			continue
		}
		var spent *ast.CallExpr
		flow.Sweep{Graph: g, Node: func(n ast.Node) bool {
			flow.Calls(n, func(call *ast.CallExpr, _ flow.How) {
				if spent == nil && c.takesContext(call, gc.ctx) {
					spent = call
				}
			})
			return n != ast.Node(gc.assign) && !c.assigns(n, gc.ctx)
		}}.From(b, i+1)
		if spent == nil {
			continue
		}
		c.out.Report(report.Finding{
			Pos:      spent.Pos(),
			End:      spent.End(),
			Category: spentContext,
			Message: fmt.Sprintf("%s is called with %q, which the Wait on line %d has cancelled",
				types.ExprString(spent.Fun), gc.ctx.Name(), c.line(w.site.Call)),
			Related: []analysis.RelatedInformation{{Pos: w.site.Pos, End: w.site.End, Message: "the context ends when the group has been waited for"}},
		})
		return true
	}
	return false
}

// assigns reports whether node n gives v another value.
func (c *checker) assigns(n ast.Node, v *types.Var) bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok {
		return false
	}
	for _, lhs := range assign.Lhs {
		if c.variable(lhs) == v {
			return true
		}
	}
	return false
}

// takesContext reports whether the call is handed the context v and can fail
// for it: it returns an error, and is not about logs or traces, nor a function
// of this package that reads values of the context. Who is given an error, too,
// takes note of that, for what the context has in it.
func (c *checker) takesContext(call *ast.CallExpr, v *types.Var) bool {
	given := false
	for i, arg := range call.Args {
		given = given || c.variable(arg) == v && !c.lc.ValuesOnly(call, i)
		if isError(c.pass.TypesInfo.TypeOf(arg)) {
			return false
		}
	}
	if !given || !c.fails(call) {
		return false
	}
	name := types.ExprString(call.Fun)
	for _, word := range []string{"log", "trace", "span", "metric", "report", "ctx.", "context."} {
		if strings.Contains(strings.ToLower(name), word) {
			return false
		}
	}
	return true
}

// fails reports whether the last result of the call is an error.
func (c *checker) fails(call *ast.CallExpr) bool {
	t := c.pass.TypesInfo.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return false
		}
		t = tuple.At(tuple.Len() - 1).Type()
	}
	return isError(t)
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// reportParentContext reports the first call in g that is handed the context
// from which that of the group derives.
func (c *checker) reportParentContext(gc groupContext, g goroutine) {
	var found *ast.CallExpr
	ast.Inspect(g.fn.Body(), func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && found == nil && c.takesContext(call, gc.parent) {
			found = call
		}
		return found == nil
	})
	if found == nil {
		return
	}
	arg := found.Args[0]
	for _, a := range found.Args {
		if c.variable(a) == gc.parent {
			arg = a
		}
	}
	c.out.Report(report.Finding{
		Pos:      arg.Pos(),
		End:      arg.End(),
		Category: parentContext,
		Message: fmt.Sprintf("%q is not the context of the group, %q, so %s goes on when another goroutine has failed",
			gc.parent.Name(), gc.ctx.Name(), types.ExprString(found.Fun)),
		Related: []analysis.RelatedInformation{{Pos: gc.assign.Pos(), End: gc.assign.End(), Message: "the group and its context are made here"}},
		Fixes: []analysis.SuggestedFix{{
			Message:   "Use " + gc.ctx.Name(),
			TextEdits: []analysis.TextEdit{{Pos: arg.Pos(), End: arg.End(), NewText: []byte(gc.ctx.Name())}},
		}},
	})
}
