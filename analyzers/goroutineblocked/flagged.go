package goroutineblocked

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

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
// stop signal set, or on the signal, in its function or in all that call it.
func (c *checker) flagged(send signals.Use, stop *ast.CommClause) bool {
	firings := c.firings(stop)
	return len(firings) > 0 && c.flaggedAt(send.In, send.Pos(), stop, firings, 0)
}

func (c *checker) flaggedAt(f *lifecycle.Func, pos token.Pos, stop *ast.CommClause, firings []signals.Use, depth int) bool {
	for _, g := range c.lc.Guards(f, pos) {
		flag := c.flagOf(g, firings)
		if flag == nil {
			continue
		}
		asks := func(e flow.Edge) bool { return e.From == g.Block }
		if c.holdsLock(f, asks, pos, depth) || c.isPlain(flag) && !c.locks(f) && !c.anyLocks(firings) {
			return true
		}
	}
	locked := !slices.ContainsFunc(firings, func(u signals.Use) bool { return !c.locks(u.In) })
	if locked && c.holdsLock(f, func(e flow.Edge) bool { return c.looksAt(e, stop) }, pos, depth) {
		return true
	}
	return !c.locks(f) && c.allCalls(f, depth, func(caller *lifecycle.Func, call *ast.CallExpr) bool {
		return c.flaggedAt(caller, call.Pos(), stop, firings, depth+1)
	})
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
