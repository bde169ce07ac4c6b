package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A signal may be fired by those alone who have waited for it:
//
//	func (r *rows) wait(ctx context.Context) {
//		<-ctx.Done()
//		r.close()
//	}
//
//	func (r *rows) close() { r.cancel() } // and nobody else calls close
//
// Then nobody fires it first. Of several in a map or list the one that is
// waited for may be another than the one that is fired then.

// onlyByWaiters reports whether all that fires the signal comes after a wait
// for it.
func (c *checker) onlyByWaiters(s *signals.Signal) bool {
	if s.Foreign || s.Gone || len(s.Makes) == 0 || slices.ContainsFunc(s.Vars, holdsMany) {
		return false
	}
	w := &waiters{checker: c, signal: s}
	for _, u := range s.Uses {
		if isWait(u) && u.In != nil {
			w.funcs = append(w.funcs, u.In)
		}
	}
	return len(w.funcs) > 0 && !c.signals.CanFireBut(s, w.behind)
}

// holdsMany reports whether a variable may hold more than one signal.
func holdsMany(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Map, *types.Slice, *types.Array:
		return true
	}
	return false
}

// isWait reports whether a use waits for the signal, or asks for it.
func isWait(u signals.Use) bool {
	return u.Op == signals.Receive || u.Op == signals.Range || u.Op == signals.Err
}

// waiters are the functions that wait for a signal.
type waiters struct {
	*checker
	signal *signals.Signal
	funcs  []*lifecycle.Func
	never  *lifecycle.Endings // as long as nobody fires it
}

// behind reports whether control comes to the use only when the signal has
// been fired.
func (w *waiters) behind(u signals.Use) bool {
	return u.In != nil && w.after(u.In, u.Node, u.Defer, nil)
}

// after reports whether control comes to node n of f only when the signal
// has been fired, to a deferred call when the function ends.
func (w *waiters) after(f *lifecycle.Func, n ast.Node, deferred bool, above []*lifecycle.Func) bool {
	if w.within(n) {
		return false
	}
	if w.waits(f) {
		if w.never == nil {
			w.never = w.lc.Without(silenceOf(w.signal))
		}
		if !w.never.Comes(f, n.Pos()) || deferred && !w.never.Ends(lifecycle.Target{Func: f}) {
			return true
		}
	}
	if slices.Contains(above, f) {
		return true // by itself alone, nothing calls it first
	}
	if len(above) > 4 || len(f.Callers()) == 0 || f.Obj != nil && w.signals.Open(f.Obj) {
		return false
	}
	above = append(above, f)
	return !slices.ContainsFunc(f.Callers(), func(caller *lifecycle.Func) bool { return !w.calledAfter(caller, f, above) })
}

// within reports whether n is a part of what is waited for, and so comes
// before the wait:
//
//	<-whenReady(conn) // which makes the channel, and starts who closes it
func (w *waiters) within(n ast.Node) bool {
	return slices.ContainsFunc(w.signal.Uses, func(u signals.Use) bool {
		wait := u.Node
		if loop, ok := wait.(*ast.RangeStmt); ok {
			wait = loop.X
		}
		return isWait(u) && wait.Pos() <= n.Pos() && n.End() <= wait.End()
	})
}

// waits reports whether f waits for the signal, or calls what does.
func (w *waiters) waits(f *lifecycle.Func) bool {
	return slices.Contains(w.funcs, f) || slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool {
		return slices.Contains(w.funcs, w.lc.Callee(call).Func)
	})
}

// calledAfter reports whether the caller calls f only when the signal has
// been fired.
func (w *waiters) calledAfter(caller, f *lifecycle.Func, above []*lifecycle.Func) bool {
	g := w.lc.CFG(caller)
	if g == nil {
		return false
	}
	after := true
	for _, b := range g.Blocks {
		for _, n := range b.Nodes {
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				if after && w.lc.Callee(call).Func == f {
					after = w.after(caller, call, how == flow.Deferred, above)
				}
			})
		}
	}
	return after
}
