package waitgroupwait

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// An ending is what goroutines end with: a channel that is closed, or a
// context that is cancelled.
type ending struct {
	sig  *signals.Signal
	made *signals.Make // the context's, nil for a channel
	ctx  types.Object  // what holds the context where it is made
}

// ends returns what the channel or cancel function ends goroutines with. It
// reports false for what also comes to an end by other means than a parent.
func (c *checker) ends(sig *signals.Signal) (ending, bool) {
	if sig.Kind == signals.Channel {
		return ending{sig: sig}, true
	}
	if sig.Kind != signals.Cancel || len(sig.Makes) != 1 || sig.Makes[0].Ctx == nil {
		return ending{}, false
	}
	ctx := c.signals().Signal(sig.Makes[0].Ctx)
	if ctx == nil {
		return ending{}, false
	}
	for i := range ctx.Makes {
		m := &ctx.Makes[i]
		if m.Call == sig.Makes[0].Call && m.Origin == signals.Cancelable {
			holder := c.holder(m.Call)
			return ending{ctx, m, holder}, holder != nil
		}
	}
	return ending{}, false
}

// holder returns the variable or field that the first result of a call is
// assigned to, or nil.
func (c *checker) holder(call *ast.CallExpr) types.Object {
	cur := c.cursor(call)
	if !cur.Valid() {
		return nil
	}
	if assign, ok := cur.Parent().Node().(*ast.AssignStmt); ok && len(assign.Rhs) == 1 {
		if id, ok := assign.Lhs[0].(*ast.Ident); ok {
			return c.pass.TypesInfo.ObjectOf(id)
		}
		return c.object(assign.Lhs[0])
	}
	return nil
}

// has reports whether it is that context which g is given. One variable or
// parameter may hold contexts of several functions: then g has to name the
// variable itself, and no other context.
func (c *checker) has(g goroutine, e ending) bool {
	if e.made == nil || len(e.sig.Makes) == 1 && !e.sig.Foreign {
		return true
	}
	if g.from != e.made.In || !c.leads(g.from, e.made.Call.Pos(), g.at.Pos()) {
		return false
	}
	named, other := false, false
	ast.Inspect(g.at, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := c.pass.TypesInfo.Uses[id].(*types.Var); ok && isContext(v.Type()) {
				named, other = named || v == e.ctx, other || v != e.ctx
			}
		}
		return true
	})
	return named && !other
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context" && named.Obj().Name() == "Context"
}

// certain reports whether nothing else ends the context, or the function
// defers the Wait and is about to return.
func (c *checker) certain(w wait, f firing, e ending) bool {
	return e.made == nil || w.deferred != nil && f.deferred != nil || c.isRoot(e.made.Parent)
}

// isRoot reports whether e is a context that nobody cancels.
func (c *checker) isRoot(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := c.lc.Callee(call).Obj
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO")
}

// outlives reports whether the function can come from the start of g to its
// end without having seen that the context, or its parent, has ended.
func (c *checker) outlives(w wait, g goroutine, e ending) bool {
	if e.made == nil || c.isRoot(e.made.Parent) {
		return true
	}
	parent := c.signals().Of(e.made.Parent)
	if g.from != w.fn || parent == nil {
		return false
	}
	own := &need{checker: c, sig: e.sig, known: make(map[*lifecycle.Func]bool)}
	above := &need{checker: c, sig: parent, known: make(map[*lifecycle.Func]bool)}
	graph := c.lc.CFG(w.fn)
	b, i := flow.NodeAt(graph, g.at.Pos())
	if b == nil {
		return false
	}
	found := false
	flow.Sweep{
		Graph: graph,
		Node:  func(n ast.Node) bool { return !own.blocks(w.fn, n) && !above.blocks(w.fn, n) },
		Edge:  func(e flow.Edge) bool { return !own.opens(w.fn, e) && !above.opens(w.fn, e) },
		End:   func(last *cfg.Block) { found = found || last.Return() != nil },
	}.From(b, i+1)
	return found
}
