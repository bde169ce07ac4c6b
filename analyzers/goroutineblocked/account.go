package goroutineblocked

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// An account is what is known on one way through the function.
type account struct {
	out    int  // values that are sent and not received
	single bool // one has been received outside loops, of many
	looped bool // one has been received in a loop

	received bool // one has been received at all
	drained  bool // somebody else receives all from here on
	failed   bool // since the last receive there has been an error
	escaped  bool // or one of the escapes
	open     bool // another goroutine may be started, see gateAt
	killed   bool // the last case of a select was a signal: the process ends
}

// node follows what a node of the graph sends and receives.
func (r *receiver) node(a account, b *cfg.Block, n ast.Node) (account, bool) {
	if contains(n, r.origin.Pos()) {
		a = account{open: a.open}
	}
	a.open = r.opened(a.open, n)
	a.out = add(a.out, r.start[n])
	for range at(r.receives, r.f, n) {
		a = r.received(a, b)
	}
	if a.drained = a.drained || r.drains(n); a.drained {
		a.out = 0
	}
	if r.comms[n] {
		return a, true // it counts where the case is chosen
	}
	return r.settled(a, n), true
}

// drains reports whether a node hands the channel to a function that
// receives up to the close.
func (r *receiver) drains(n ast.Node) bool {
	return slices.ContainsFunc(r.ch.handed, func(h lifecycle.ChanHanding) bool {
		return h.Does&lifecycle.ChanDrains != 0 && contains(n, h.Call.Pos())
	})
}

// received takes a value off.
func (r *receiver) received(a account, b *cfg.Block) account {
	loop := r.inLoop(b)
	a.received, a.failed, a.escaped = true, false, false
	a.looped = a.looped || loop
	if a.out == many {
		a.single = a.single || !loop
	} else if a.out > 0 {
		a.out--
	}
	return a
}

// edge follows what the choice of a case, and the end of a loop, say.
func (r *receiver) edge(a account, e flow.Edge) (account, bool) {
	switch stmt := e.To().Stmt.(type) {
	case *ast.CommClause:
		if e.To().Kind == cfg.KindSelectCaseBody && stmt.Comm != nil {
			a = r.choice(a, e.To(), stmt)
		}
	case *ast.RangeStmt:
		if e.From.Kind != cfg.KindRangeLoop {
			break
		}
		if ranged(r.receives, stmt) && e.I == 0 {
			a = r.received(a, e.To())
		} else if e.I == 1 && r.receivesIn(stmt) {
			a.out = 0
		}
	case *ast.ForStmt:
		if e.From.Kind == cfg.KindForLoop && e.I == 1 && r.receivesIn(stmt) {
			if r.watchesClock(stmt.Cond) {
				a.escaped = true
			} else {
				a.out = 0
			}
		}
	}
	switch {
	case r.shut(a.open, e):
		return a, false
	case r.ended(e):
		a.out, a.drained = 0, true
	case r.told(e):
		a.out = 0
	case r.fails(e):
		a.failed = true
	case a.failed && r.forgives(e):
		return a, false
	}
	return a, r.possible(e)
}

// choice follows what it says that the case with body b has been chosen.
func (r *receiver) choice(a account, b *cfg.Block, clause *ast.CommClause) account {
	a.killed = r.isKill(clause)
	if chosen(r.receives, clause) {
		return r.received(a, b)
	}
	if r.escapes[clause] {
		a.escaped = true
		if r.loose {
			a.out = max(a.out, 1)
		}
	}
	return r.settled(a, clause.Comm)
}

// fails reports whether control goes along the edge because of an error.
func (r *receiver) fails(e flow.Edge) bool {
	cond := flow.Condition(e.From)
	if cond == nil || cond.Pos() < r.from {
		return false
	}
	failed := false
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		failed = failed || r.isFailure(part, truth)
	})
	return failed
}

// watchesClock reports whether a loop ends with its condition when the time
// has come, or the context is done.
func (r *receiver) watchesClock(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			fn := r.lc.Callee(call).Obj
			found = found || fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "time" || fn.Pkg().Path() == "context")
		}
		return !found
	})
	return found
}

// receivesIn reports whether the loop receives from the channel.
func (r *receiver) receivesIn(loop ast.Node) bool {
	for _, u := range r.receives {
		if contains(loop, u.Pos()) {
			return true
		}
	}
	return false
}

// end looks at what is left where a way ends.
func (r *receiver) end(a account, b *cfg.Block) {
	ret := r.leaves(b)
	buffer := int(r.ch.Makes[0].Buffer)
	if ret == nil || a.killed || a.out <= buffer && a.out != many {
		return // there is room, or no time left
	}
	gaveUp := a.failed || a.escaped || r.gaveUp(b)
	if a.out == many && buffer > 1 && (!gaveUp || !r.stream) {
		return // somebody has counted
	}
	if (a.looped || a.out == many) && !a.single && !gaveUp {
		return // it may have counted
	}
	r.left = append(r.left, leaving{ret, b.Return() != nil, !gaveUp && (a.looped || a.single || a.received)})
}
