package goroutineblocked

import (
	"go/ast"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// Things are stopped in order: whoever stops the receiver has waited for
// others before, which are done with it then.
//
//	func (d *DB) Close() {
//		close(d.quit)
//		d.workers.Wait()
//		d.journal.close() // and only then the loop that serves them
//	}

// waitsFirst reports whether one of those who fire the stop signal waits
// before that for a group, or for the goroutine that sends; so may the
// function that calls it.
func (c *checker) waitsFirst(stop *ast.CommClause, send signals.Use) bool {
	waits := func(f *lifecycle.Func, n ast.Node) bool {
		return c.waitsBefore(f, n) || c.hears(f, send.In, func(w signals.Use) bool { return w.Pos() < n.Pos() })
	}
	return slices.ContainsFunc(c.firings(stop), func(u signals.Use) bool {
		if waits(u.In, u.Node) {
			return true
		}
		for _, caller := range u.In.Callers() {
			for _, call := range caller.Calls() {
				if c.lc.Callee(call).Func == u.In && waits(caller, call) {
					return true
				}
			}
		}
		return false
	})
}

// waitsBefore reports whether f waits for a group before node n.
func (c *checker) waitsBefore(f *lifecycle.Func, n ast.Node) bool {
	for _, t := range c.lc.Trackers() {
		for _, s := range t.Sites() {
			if s.Role&lifecycle.Waits != 0 && s.In == f && s.Call != nil && s.Pos < n.Pos() && !defers(f, s.Call) {
				return true
			}
		}
	}
	return false
}

// defers reports whether f defers the call.
func defers(f *lifecycle.Func, call *ast.CallExpr) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		stmt, ok := n.(*ast.DeferStmt)
		found = found || ok && stmt.Call == call
		return !found
	})
	return found
}

// A sender that is stopped before its receiver is waited for by whoever stops
// it: if the receiver had gone, that wait would not return.
//
//	func (w *writer) Stop() {
//		close(w.quit)
//		<-w.done // closed by the goroutine that sends
//	}

// waitedFor reports whether all who fire the signal that the case waits for
// wait then for the goroutine that runs f.
func (c *checker) waitedFor(f *lifecycle.Func, clause *ast.CommClause) bool {
	firings := c.firings(clause)
	return len(firings) > 0 && !slices.ContainsFunc(firings, func(u signals.Use) bool {
		return !c.hears(u.In, f, func(w signals.Use) bool { return w.Pos() > u.Pos() })
	})
}

// hears reports whether f waits, at one of those places, for a channel that
// the goroutine closes or sends on which runs sender.
func (c *checker) hears(f, sender *lifecycle.Func, there func(signals.Use) bool) bool {
	return slices.ContainsFunc(c.x.Signals(), func(s *signals.Signal) bool {
		if s.Kind != signals.Channel {
			return false
		}
		waits := slices.ContainsFunc(s.Uses, func(w signals.Use) bool {
			return w.Op == signals.Receive && w.In == f && w.Select == nil && there(w)
		})
		return waits && slices.ContainsFunc(s.Uses, func(w signals.Use) bool {
			return (w.Op == signals.Close || w.Op == signals.Send) && w.In != nil && c.runsIn(sender, c.inline(w.In), 0)
		})
	})
}

// firesItself reports whether whoever sends stops the receiver when it is done
// with that: one function runs the sender, and all who fire the signal.
//
//	func (c *conn) read() {
//		defer close(c.done)
//		for c.next() {
//			c.dispatch() // c.events <- c.event
//		}
//	}
func (c *checker) firesItself(send signals.Use, stop *ast.CommClause) bool {
	firings := c.firings(stop)
	if len(firings) == 0 {
		return false
	}
	runsAll := func(g *lifecycle.Func) bool {
		return !slices.ContainsFunc(firings, func(u signals.Use) bool { return !c.runsIn(u.In, g, 0) })
	}
	if first := c.inline(firings[0].In); runsAll(first) && c.runsIn(send.In, first, 0) {
		return true
	}
	g := c.inline(send.In)
	for range maxCalls {
		if g.Obj == nil || c.isBody(g) || c.x.Open(g.Obj) || len(g.Callers()) != 1 {
			break
		}
		g = c.inline(g.Callers()[0])
		if runsAll(g) {
			return true
		}
	}
	return false
}

// inline returns the function in whose goroutine a literal runs, as far as
// that can be told: the one that it stands in, unless it is started.
func (c *checker) inline(f *lifecycle.Func) *lifecycle.Func {
	for f.Lit != nil && f.Parent != nil && !c.isBody(f) {
		f = f.Parent
	}
	return f
}

// runsIn reports whether f is called by nobody but g and what g calls.
func (c *checker) runsIn(f, g *lifecycle.Func, depth int) bool {
	f = c.inline(f)
	switch {
	case f == g:
		return true
	case f.Obj == nil || depth > maxCalls || c.isBody(f) || c.x.Open(f.Obj) || len(f.Callers()) == 0:
		return false
	}
	return !slices.ContainsFunc(f.Callers(), func(caller *lifecycle.Func) bool { return !c.runsIn(caller, g, depth+1) })
}
