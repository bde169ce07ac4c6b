package goroutineblocked

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A deferred function sends in place of the rest, if the goroutine has
// panicked or has not come to its end:
//
//	finished := false
//	defer func() {
//		if !finished {
//			result <- errAborted
//		}
//	}()
//	result <- run()
//	finished = true

// inPlace reports whether node n of f defers a function that sends only if
// the rest of f has not.
func (c *checker) inPlace(ch *channel, f *lifecycle.Func, n ast.Node) bool {
	stmt, ok := n.(*ast.DeferStmt)
	if !ok {
		return false
	}
	body := c.lc.Callee(stmt.Call).Func
	if body == nil || body.Lit == nil || c.lc.CFG(body) == nil {
		return false
	}
	sends := false
	for _, u := range ch.sends {
		if u.In == body && bare(u) {
			sends = true
			if !c.onlyIfUnsent(ch, f, body, u.Node) {
				return false
			}
		}
	}
	return sends
}

// onlyIfUnsent reports whether control comes to the send only after a panic,
// or while a flag is not set that f sets after each send.
func (c *checker) onlyIfUnsent(ch *channel, f, body *lifecycle.Func, send ast.Node) bool {
	for _, g := range c.lc.Guards(body, send.Pos()) {
		if g.Tag != nil {
			continue
		}
		only := false
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			switch part := part.(type) {
			case *ast.BinaryExpr:
				only = only || c.isPanic(body, part, truth)
			case *ast.Ident:
				v, ok := c.pass.TypesInfo.Uses[part].(*types.Var)
				only = only || ok && !truth && c.setAfterSends(ch, f, v)
			}
		})
		if only {
			return true
		}
	}
	return false
}

// isPanic reports whether a comparison that has come out as truth means that
// there has been a panic.
func (c *checker) isPanic(body *lifecycle.Func, cmp *ast.BinaryExpr, truth bool) bool {
	if cmp.Op != token.NEQ && cmp.Op != token.EQL || truth != (cmp.Op == token.NEQ) {
		return false
	}
	return c.pass.TypesInfo.Types[cmp.Y].IsNil() && c.isRecovered(body, cmp.X)
}

// isRecovered reports whether e is what recover has returned.
func (c *checker) isRecovered(body *lifecycle.Func, e ast.Expr) bool {
	isRecover := func(e ast.Expr) bool {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		if !ok {
			return false
		}
		b, ok := c.pass.TypesInfo.Uses[id].(*types.Builtin)
		return ok && b.Name() == "recover"
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return isRecover(e)
	}
	found := false
	ast.Inspect(body.Body(), func(n ast.Node) bool {
		if as, ok := n.(*ast.AssignStmt); ok && len(as.Lhs) == 1 && len(as.Rhs) == 1 {
			def, ok := as.Lhs[0].(*ast.Ident)
			found = found || ok && c.pass.TypesInfo.ObjectOf(def) == c.pass.TypesInfo.Uses[id] && isRecover(as.Rhs[0])
		}
		return !found
	})
	return found
}

// setAfterSends reports whether f sets the flag on every way from a send to
// its end.
func (c *checker) setAfterSends(ch *channel, f *lifecycle.Func, v *types.Var) bool {
	set := true
	walk := flow.Walk[bool]{
		Graph: c.lc.CFG(f),
		Asked: c.asked(f),
		Node: func(unset bool, _ *cfg.Block, n ast.Node) (bool, bool) {
			if c.setsTrue(n, v) {
				return false, true
			}
			return unset || len(at(ch.sends, f, n)) > 0, true
		},
		End: func(unset bool, b *cfg.Block) { set = set && (!unset || b.Return() == nil) },
	}
	walk.From(walk.Graph.Blocks[0], false)
	return set
}

// setsTrue reports whether a node assigns true to v.
func (c *checker) setsTrue(n ast.Node, v *types.Var) bool {
	as, ok := n.(*ast.AssignStmt)
	if !ok || len(as.Lhs) != 1 || len(as.Rhs) != 1 {
		return false
	}
	id, ok := as.Lhs[0].(*ast.Ident)
	value := c.pass.TypesInfo.Types[as.Rhs[0]].Value
	return ok && c.pass.TypesInfo.ObjectOf(id) == v && value != nil && value.Kind() == constant.Bool && constant.BoolVal(value)
}

// sentOnce returns a bit for the send that node n of f is, if that depends on a
// flag which is set with it for good; else 0.
//
//	if !told {
//		told = true
//		first <- item
//	}
func (c *checker) sentOnce(ch *channel, f *lifecycle.Func, n ast.Node) uint64 {
	g := c.lc.CFG(f)
	for i, u := range ch.sends {
		if u.In != f || u.Node != n {
			continue
		}
		b := flow.BlockOf(g, u.Pos())
		for _, guard := range c.lc.Guards(f, u.Pos()) {
			if b != nil && guard.Tag == nil && c.turns(f, b, guard) {
				return 1 << (i % 64)
			}
		}
	}
	return 0
}

// turns reports whether the guard asks for a flag that is not set, and block b
// of f sets it, as all that is ever assigned to it but for its first value.
func (c *checker) turns(f *lifecycle.Func, b *cfg.Block, guard flow.Guard) bool {
	turns := false
	flow.Holds(guard.Cond, guard.Truth, func(part ast.Expr, truth bool) {
		id, ok := part.(*ast.Ident)
		if !ok || truth {
			return
		}
		v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
		turns = turns || ok && slices.ContainsFunc(b.Nodes, func(n ast.Node) bool { return c.setsTrue(n, v) }) && !c.unsets(f, v)
	})
	return turns
}

// unsets reports whether something but true is assigned to v in f, or in a
// function around it, or v is new each time.
func (c *checker) unsets(f *lifecycle.Func, v *types.Var) bool {
	if contains(f.Body(), v.Pos()) && c.repeats(f, v.Pos()) {
		return true
	}
	for f.Parent != nil {
		f = f.Parent
	}
	unset := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		as, ok := n.(*ast.AssignStmt)
		if ok && as.Tok == token.ASSIGN && slices.Contains(flow.Assigned(as, c.pass.TypesInfo), types.Object(v)) {
			unset = unset || !c.setsTrue(as, v)
		}
		return !unset
	})
	return unset
}
