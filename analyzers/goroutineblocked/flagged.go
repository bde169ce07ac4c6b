package goroutineblocked

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// Whoever sends asks first whether the receiver still runs, and whoever stops
// it says so, under the same lock:
//
//	func (s *scheduler) Add(e entry) {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		if s.running {
//			s.added <- e
//		}
//	}
//
// Then nobody sends to a receiver that has been told to stop. The signal itself
// is as good, if it is fired under the lock, too. Without any lock
// an object is for one goroutine at a time, and the flag says the same. One
// that is asked and let go of before the send says nothing.

// flagged reports whether a send depends on a field that those who fire the
// stop signal set.
func (c *checker) flagged(send signals.Use, stop *ast.CommClause) bool {
	firings := c.firings(stop)
	if len(firings) == 0 {
		return false
	}
	f := send.In
	locked := !slices.ContainsFunc(firings, func(u signals.Use) bool { return !c.locks(u.In) })
	for _, g := range c.lc.Guards(f, send.Pos()) {
		flag := c.flagOf(g, firings)
		if flag == nil {
			continue
		}
		asks := func(e flow.Edge) bool { return e.From == g.Block }
		if c.holdsLock(f, asks, send) || c.isPlain(flag) && !c.locks(f) && !c.anyLocks(firings) {
			return true
		}
	}
	return locked && c.holdsLock(f, func(e flow.Edge) bool { return c.looksAt(e, stop) }, send)
}

// isPlain reports whether the field is of no type that goroutines may share
// without a lock.
func (c *checker) isPlain(v *types.Var) bool {
	named := known.Named(v.Type())
	return named == nil || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "sync/atomic"
}

func (c *checker) anyLocks(firings []signals.Use) bool {
	return slices.ContainsFunc(firings, func(u signals.Use) bool { return c.locks(u.In) })
}

// looksAt reports whether control goes along the edge because the signal that
// the case waits for has not been fired yet.
//
//	select {
//	case <-s.quit:
//		return errClosed
//	default:
//	}
func (c *checker) looksAt(e flow.Edge, stop *ast.CommClause) bool {
	clause, ok := e.To().Stmt.(*ast.CommClause)
	if !ok || e.To().Kind != cfg.KindSelectAfterCase || c.received(clause) != c.received(stop) {
		return false
	}
	cur, ok := c.insp.Root().FindNode(clause)
	return ok && slices.ContainsFunc(cur.Parent().Node().(*ast.BlockStmt).List, func(other ast.Stmt) bool {
		return other.(*ast.CommClause).Comm == nil // past all the cases, it is the default
	})
}

// firings returns where the signal that the case waits for is fired.
func (c *checker) firings(clause *ast.CommClause) []signals.Use {
	s := c.received(clause)
	if s == nil {
		return nil
	}
	uses := slices.Clone(s.Uses)
	for _, m := range s.Makes {
		if stop := c.x.Signal(m.Stop); stop != nil {
			uses = append(uses, stop.Uses...)
		}
	}
	return slices.DeleteFunc(uses, func(u signals.Use) bool {
		return u.Test || u.In == nil || u.Op != signals.Close && u.Op != signals.Send && u.Op != signals.Call
	})
}

// flagOf returns a field that the guard asks for and that all set who fire
// the signal, or nil.
func (c *checker) flagOf(g flow.Guard, firings []signals.Use) *types.Var {
	if g.Tag != nil {
		return nil
	}
	var flag *types.Var
	flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
		if cmp, ok := part.(*ast.BinaryExpr); ok {
			part = cmp.X
		}
		v := c.fieldOf(part, "Load")
		if v != nil && !slices.ContainsFunc(firings, func(u signals.Use) bool { return !c.sets(u.In, v) }) {
			flag = v
		}
	})
	return flag
}

// fieldOf returns the field that e is, or of which it is a method call with
// one of those names: that of an atomic value.
func (c *checker) fieldOf(e ast.Expr, methods ...string) *types.Var {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		fun, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || !slices.Contains(methods, fun.Sel.Name) {
			return nil
		}
		e = fun.X
	}
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if v, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var); ok && v.IsField() {
		return v
	}
	return nil
}

// sets reports whether f assigns to the field.
func (c *checker) sets(f *lifecycle.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || slices.Contains(flow.Assigned(n, c.pass.TypesInfo), types.Object(v))
		case *ast.CallExpr:
			found = found || c.fieldOf(n, "Store", "Swap", "CompareAndSwap") == v
		}
		return !found
	})
	return found
}

// locks reports whether f takes a lock.
func (c *checker) locks(f *lifecycle.Func) bool {
	return slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool { return isLocking(call, "Lock") })
}

// isLocking reports whether the call is that of a method Lock or RLock, or of
// Unlock or RUnlock.
func isLocking(call *ast.CallExpr, name string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && len(call.Args) == 0 && strings.TrimPrefix(sel.Sel.Name, "R") == name
}

// holdsLock reports whether f takes a lock before it goes along an edge on which
// it asks, on all ways, and keeps it until it sends.
func (c *checker) holdsLock(f *lifecycle.Func, asks func(flow.Edge) bool, send signals.Use) bool {
	type state struct{ held, asked bool }
	always := true
	walk := flow.Walk[state]{
		Graph: c.lc.CFG(f),
		Asked: c.asked(f),
		Node: func(s state, _ *cfg.Block, n ast.Node) (state, bool) {
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				switch {
				case how != flow.Runs:
				case isLocking(call, "Lock"):
					s.held = true
				case isLocking(call, "Unlock"):
					s = state{}
				}
			})
			if contains(n, send.Pos()) {
				always = always && s.asked
			}
			return s, true
		},
		Edge: func(s state, e flow.Edge) (state, bool) {
			s.asked = s.asked || s.held && asks(e)
			return s, true
		},
		End: func(state, *cfg.Block) {},
	}
	walk.From(walk.Graph.Blocks[0], state{})
	return always
}
