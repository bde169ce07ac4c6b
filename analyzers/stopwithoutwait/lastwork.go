package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine that writes out what it has gathered once it is told to stop
// needs someone who waits: else the process may be gone before.
//
//	case <-d.quit:
//		d.enc.flush()
//		return

// lastWork returns the call by which the goroutine saves something after
// s has told it to stop, or nil if there is none.
func (c *checker) lastWork(b *body, s *stop) *ast.CallExpr {
	near := c.near(b.fn, 1)
	var first *ast.CallExpr
	keep := func(call *ast.CallExpr) {
		if call != nil && (first == nil || call.Pos() < first.Pos()) {
			first = call
		}
	}
	for _, u := range c.usesIn(near) {
		if u.Op != signals.Receive || u.Clause == nil || !s.fires[u.of] && !s.sends[u.of] || !leaves(u.Clause) {
			continue
		}
		for _, stmt := range u.Clause.Body {
			keep(savingCall(stmt))
		}
	}
	for f := range near {
		keep(c.deferredSaving(f))
	}
	return first
}

// deferredSaving returns the first call that f defers and that saves
// something, be it in a literal.
func (c *checker) deferredSaving(f *lifecycle.Func) *ast.CallExpr {
	var first *ast.CallExpr
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok && first == nil {
			if lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit); ok {
				first = savingCall(lit.Body)
			} else {
				first = savingCall(&ast.ExprStmt{X: d.Call})
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit && first == nil
	})
	return first
}

// savingCall returns the first call in a statement that by its name saves
// something, and is not made in another goroutine.
func savingCall(stmt ast.Stmt) *ast.CallExpr {
	var first *ast.CallExpr
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false
		case *ast.CallExpr:
			if first == nil && saves(flow.CalledName(n)) {
				first = n
			}
		}
		return first == nil
	})
	return first
}

// saves reports whether a function of that name writes out what others
// have handed to it before.
func saves(name string) bool {
	for _, verb := range []string{"flush", "sync", "commit", "persist", "save", "checkpoint"} {
		if hasPrefixFold(name, verb) && (len(name) == len(verb) || token.IsExported(name[len(verb):])) {
			return true
		}
	}
	return false
}

// undoes returns the call by which the goroutine, once s has told it to stop,
// closes or releases what the function that starts it has set up: the next
// one that is started may find it gone. It is nil if there is none.
//
//	func (p *plugin) start() { p.client.open(); go p.poll(ctx) }
//	func (p *plugin) poll(ctx context.Context) { defer p.client.release(); ... }
//	func (p *plugin) stop() { p.cancel() }
func (c *checker) undoes(b *body, s *stop) *ast.CallExpr {
	starter := outermost(b.spawn.In)
	if s.from != nil || starter == nil || starter.Obj == nil || starter.Obj.Signature().Recv() == nil || !b.loops || !c.leadsOut(b, s) {
		return nil
	}
	own := c.near(b.fn, 0)
	for _, f := range c.lc.Funcs() { // in order of position
		if !own[f] {
			continue
		}
		for _, call := range f.Calls() {
			v := c.released(call)
			if v != nil && c.atEnd(b, f, call, s) && c.setsUp(starter, v) {
				return call
			}
		}
	}
	return nil
}

// released returns the field whose value the call closes or releases.
func (c *checker) released(call *ast.CallExpr) *types.Var {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !isStopName(sel.Sel.Name) || c.info.Selections[sel] == nil || c.info.Selections[sel].Kind() != types.MethodVal {
		return nil
	}
	v := c.holder(sel.X)
	if v == nil || !v.IsField() {
		return nil
	}
	if named, ok := types.Unalias(deref(types.Unalias(v.Type()))).(*types.Named); ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time" {
		return nil
	}
	return v
}

// atEnd reports whether the goroutine makes a call when it ends: it is
// deferred, or stands in the case of the signal that s fires.
func (c *checker) atEnd(b *body, f *lifecycle.Func, call *ast.CallExpr, s *stop) bool {
	if c.deferred(f) && f.Parent == b.fn {
		return true
	}
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		d, ok := n.(*ast.DeferStmt)
		found = found || ok && d.Call == call && f == b.fn
		return !found
	})
	return found || slices.ContainsFunc(c.usesIn(map[*lifecycle.Func]bool{f: true}), func(u aUse) bool {
		return u.Clause != nil && u.Op == signals.Receive && s.fires[u.of] && u.Clause.Pos() < call.Pos() && call.End() <= u.Clause.End() && leaves(u.Clause)
	})
}

// setsUp reports whether f assigns to a field, or calls a method of what it
// holds.
func (c *checker) setsUp(f *lifecycle.Func, v *types.Var) bool {
	found := slices.ContainsFunc(c.deedsOf(f).uses, func(d deed) bool { return d.what == v }) ||
		slices.Contains(c.deedsOf(f).reads, v)
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok {
			found = found || slices.ContainsFunc(assign.Lhs, func(lhs ast.Expr) bool { return c.holder(lhs) == v })
		}
		return !found
	})
	return found
}
