package waitgroupwait

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine needs a signal if it cannot be counted off unless the signal is
// fired: every way through its function to an end, or to a Done, comes past a
// place that only the signal opens.
//
//	<-quit                                the statement
//	select { case <-quit: return; ... }   the body of the case
//	for job := range jobs { ... }         the way out of the loop
//	for ctx.Err() == nil { ... }          the way on which there is an error
//	s.loop(ctx)                           a call of a function that needs it
//
// If someone sends on the channel, only the range needs the close.

// maxDepth bounds how many calls a need is followed through.
const maxDepth = 3

type need struct {
	*checker
	sig   *signals.Signal
	dones []lifecycle.Site
	sends bool // someone sends on the channel
	depth int
	known map[*lifecycle.Func]bool
}

// needs reports whether g, which tracker t counts, needs the signal.
func (c *checker) needs(t *lifecycle.Tracker, g goroutine, sig *signals.Signal) bool {
	dones, _ := c.dones(t.Sites(), g)
	n := &need{checker: c, sig: sig, dones: dones, known: make(map[*lifecycle.Func]bool)}
	n.sends = sig.Kind == signals.Channel && sig.Does(signals.Send)
	return n.in(g.fn)
}

// in reports whether the function comes to no end without the signal.
func (n *need) in(fn *lifecycle.Func) bool {
	if needs, ok := n.known[fn]; ok {
		return needs
	}
	n.known[fn] = false // if it calls itself
	g := n.lc.CFG(fn)
	if g == nil || n.depth >= maxDepth {
		return false
	}
	n.depth++
	defer func() { n.depth-- }()
	met, free := false, false
	flow.Sweep{
		Graph: g,
		Node: func(node ast.Node) bool {
			if n.countsOff(fn, node) {
				free = true
			}
			blocks := n.blocks(fn, node)
			met = met || blocks
			return !blocks && !free
		},
		Edge: func(e flow.Edge) bool {
			opens := n.opens(fn, e)
			met = met || opens
			return !opens
		},
		End: func(b *cfg.Block) { free = free || isEnd(b) },
	}.From(g.Blocks[0], 0)
	n.known[fn] = met && !free
	return n.known[fn]
}

// countsOff reports whether the node calls Done, other than deferred.
func (n *need) countsOff(fn *lifecycle.Func, node ast.Node) bool {
	return slices.ContainsFunc(n.dones, func(s lifecycle.Site) bool {
		return node.Pos() <= s.Pos && s.Pos < node.End() && n.deferring(fn, at(s.Pos)) == nil
	})
}

// blocks reports whether control does not come past the node before the
// signal is fired.
func (n *need) blocks(fn *lifecycle.Func, node ast.Node) bool {
	if _, ok := node.(*ast.GoStmt); ok || isDefer(node) {
		return false
	}
	for _, u := range n.sig.Uses {
		if u.In == fn && u.Op == signals.Receive && u.Select == nil && !n.sends && node.Pos() <= u.Pos() && u.Pos() < node.End() {
			return true
		}
	}
	found := false
	flow.Calls(node, func(call *ast.CallExpr, how flow.How) {
		if to := n.lc.Callee(call); how == flow.Runs && !found && to.Func != nil && to.Func != fn && to.Func.Body() != nil {
			found = n.in(to.Func)
		}
	})
	return found
}

// opens reports whether control goes along the edge only when the signal has
// been fired.
func (n *need) opens(fn *lifecycle.Func, e flow.Edge) bool {
	to := e.To()
	for _, u := range n.sig.Uses {
		if u.In != fn {
			continue
		}
		switch u.Op {
		case signals.Receive:
			if u.Clause != nil && to.Kind == cfg.KindSelectCaseBody && to.Stmt == u.Clause && !n.sends {
				return true
			}
		case signals.Range:
			if e.From.Kind == cfg.KindRangeLoop && to.Kind == cfg.KindRangeDone && to.Stmt == u.Node {
				return true
			}
		case signals.Err:
			if cond := flow.Condition(e.From); cond != nil && cond.Pos() <= u.Pos() && u.Pos() < cond.End() && ended(cond, u.Node, e.I == 0) {
				return true
			}
		}
	}
	return false
}

// ended reports whether a condition that has come out as truth says that the
// error that the call asks for is not nil.
func ended(cond ast.Expr, call ast.Node, truth bool) bool {
	found := false
	flow.Holds(cond, truth, func(part ast.Expr, truth bool) {
		if b, ok := part.(*ast.BinaryExpr); ok && ast.Unparen(b.X) == call {
			found = found || b.Op == token.NEQ && truth || b.Op == token.EQL && !truth
		}
	})
	return found
}

// at stands for a node at a position.
type at token.Pos

func (p at) Pos() token.Pos { return token.Pos(p) }
func (p at) End() token.Pos { return token.Pos(p) }
