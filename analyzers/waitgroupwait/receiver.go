package waitgroupwait

import (
	"fmt"
	"go/ast"
	"go/token"
	"math"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A Wait never returns, either, if a goroutine that is counted sends on a
// channel that has no room, and the only one who receives waits first:
//
//	errs := make(chan error)
//	wg.Go(func() { errs <- check(id) })
//	wg.Wait()
//	return <-errs
//
// The channel has to be one that the function makes, and receives from
// itself. It has no room if more is sent than its buffer holds: what a loop
// sends, or starts to send, is more than one. A deferred Wait comes before the
// receive on the ways that return before it.

// many is more than any buffer that a loop is sure to fill.
const many = math.MaxInt32

// reportUnreceived reports a Wait for local tracker t that comes before the
// receive which its goroutines need. It returns whether there is one.
func (c *checker) reportUnreceived(t *lifecycle.Tracker) bool {
	list := c.goroutines(t)
	if len(list) == 0 || !c.receives(t.Func.Body(), isLiteral) {
		return false
	}
	for _, sig := range c.signals().Signals() {
		if !c.own(sig, t.Func) {
			continue
		}
		sender, use, sent := c.senders(t, list, sig)
		if buffer := sig.Makes[0].Buffer; sender == nil || sent == many && buffer > 1 || int64(sent) <= buffer {
			continue
		}
		for _, w := range c.waits(t) {
			if w.fn == t.Func && c.unreceived(w, *sender, sig) {
				c.reportReceiver(t, w, *sender, sig, use)
				return true
			}
		}
	}
	return false
}

// own reports whether the signal is a channel that fn makes and is the only
// one to receive from.
func (c *checker) own(sig *signals.Signal, fn *lifecycle.Func) bool {
	if sig.Kind != signals.Channel || sig.Foreign || sig.Gone || sig.Shown || len(sig.Makes) != 1 ||
		sig.Makes[0].In != fn || sig.Makes[0].Buffer < 0 {
		return false
	}
	found := false
	for _, u := range sig.Uses {
		if u.Op == signals.Receive || u.Op == signals.Range {
			if u.In != fn {
				return false
			}
			found = true
		}
	}
	return found
}

// senders returns the first of the goroutines that sends on the channel before
// it is counted off, where it does, and how many values all of them send.
func (c *checker) senders(t *lifecycle.Tracker, list []goroutine, sig *signals.Signal) (first *goroutine, use signals.Use, sent int) {
	for _, g := range list {
		if g.from != t.Func {
			continue
		}
		for _, u := range sig.Uses {
			if u.Op != signals.Send || u.Select != nil || u.In != g.fn || !c.beforeDone(t, g, u) ||
				sig.Makes[0].Buffer > 0 && c.picky(g.fn, u) {
				continue
			}
			if first == nil {
				first, use = &g, u
			}
			if c.loops(g.fn, u.Pos()) || c.loops(g.from, g.at.Pos()) {
				return first, use, many
			}
			sent++
			break // what other sends there are may be on other ways
		}
	}
	return first, use, sent
}

// beforeDone reports whether the goroutine may come to the send without
// having been counted off.
func (c *checker) beforeDone(t *lifecycle.Tracker, g goroutine, u signals.Use) bool {
	dones, _ := c.dones(t.Sites(), g)
	n := &need{checker: c, dones: dones}
	graph := c.lc.CFG(g.fn)
	found := false
	flow.Sweep{Graph: graph, Node: func(node ast.Node) bool {
		if n.countsOff(g.fn, node) {
			return false
		}
		found = found || node.Pos() <= u.Pos() && u.Pos() < node.End()
		return true
	}}.From(graph.Blocks[0], 0)
	return found
}

// picky reports whether the send depends on something other than an error: it
// may see to it that no more is sent than there is room for.
//
//	if !failed.Swap(true) {
//		errs <- err
//	}
func (c *checker) picky(fn *lifecycle.Func, u signals.Use) bool {
	found := false
	for _, guard := range c.lc.Guards(fn, u.Pos()) {
		flow.Leaves(guard.Cond, guard.Truth, func(leaf ast.Expr, _ bool) {
			b, ok := leaf.(*ast.BinaryExpr)
			found = found || !ok || !isError(c.pass.TypesInfo.TypeOf(b.X)) && guard.Block.Kind != cfg.KindForLoop
		})
	}
	return found
}

// loops reports whether control that comes to pos in fn may come there again.
func (c *checker) loops(fn *lifecycle.Func, pos token.Pos) bool {
	g := c.lc.CFG(fn)
	b := flow.BlockOf(g, pos)
	return b != nil && flow.Loops(g, b, nil)
}

// unreceived reports whether control can come from the start of g to the Wait
// and has not come past a receive then.
func (c *checker) unreceived(w wait, g goroutine, sig *signals.Signal) bool {
	graph := c.lc.CFG(w.fn)
	b, i := flow.NodeAt(graph, g.at.Pos())
	if b == nil || w.deferred == nil && !c.receivedAfter(w, sig) {
		return false
	}
	takes := c.taking(w, sig)
	found, deferred := false, w.deferred != nil && c.leads(w.fn, w.pos(), g.at.Pos())
	flow.Sweep{
		Graph: graph,
		Node: func(n ast.Node) bool {
			if n.Pos() <= w.pos() && w.pos() < n.End() {
				found = found || w.deferred == nil
				deferred = true
			}
			return !takesFrom(takes, n)
		},
		Edge: func(e flow.Edge) bool { return !passesReceive(takes, e) },
		End:  func(b *cfg.Block) { found = found || deferred && w.deferred != nil && b.Return() != nil },
	}.From(b, i+1)
	return found
}

// receivedAfter reports whether a receive comes after the Wait.
func (c *checker) receivedAfter(w wait, sig *signals.Signal) bool {
	for _, u := range sig.Uses {
		if (u.Op == signals.Receive || u.Op == signals.Range) && c.leads(w.fn, w.pos(), received(u)) {
			return true
		}
	}
	return false
}

// received is where a receive stands in the graph.
func received(u signals.Use) token.Pos {
	if r, ok := u.Node.(*ast.RangeStmt); ok {
		return r.X.Pos()
	}
	return u.Pos()
}

// taking returns the receives from the channel after which control may come to
// the Wait. A case that leaves the function on the first error is none.
func (c *checker) taking(w wait, sig *signals.Signal) []signals.Use {
	var list []signals.Use
	for _, u := range sig.Uses {
		if u.In == w.fn && (u.Op == signals.Receive || u.Op == signals.Range) &&
			(u.Clause == nil || len(u.Clause.Body) == 0 || c.comesTo(w.fn, u.Clause.Body[0].Pos(), w.pos())) {
			list = append(list, u)
		}
	}
	return list
}

// comesTo is leads with the first place included.
func (c *checker) comesTo(fn *lifecycle.Func, from, to token.Pos) bool {
	g := c.lc.CFG(fn)
	b, i := flow.NodeAt(g, from)
	if b == nil {
		return true // a statement that is no node of the graph
	}
	found := false
	flow.Sweep{Graph: g, Node: func(n ast.Node) bool {
		found = found || n.Pos() <= to && to < n.End()
		return !found
	}}.From(b, i)
	return found
}

// takesFrom reports whether the node receives, be it in a select that may do
// so.
func takesFrom(takes []signals.Use, n ast.Node) bool {
	for _, u := range takes {
		if n.Pos() <= received(u) && received(u) < n.End() {
			return true
		}
	}
	return false
}

// passesReceive reports whether the edge leaves a loop that receives in each
// round: it is taken to have some.
func passesReceive(takes []signals.Use, e flow.Edge) bool {
	to := e.To()
	if to.Kind != cfg.KindForDone && to.Kind != cfg.KindRangeDone {
		return false
	}
	for _, u := range takes {
		if to.Stmt != nil && to.Stmt.Pos() <= u.Pos() && u.Pos() < to.Stmt.End() {
			return true
		}
	}
	return false
}

func (c *checker) reportReceiver(t *lifecycle.Tracker, w wait, g goroutine, sig *signals.Signal, use signals.Use) {
	c.out.Report(report.Finding{
		Pos:      w.site.Pos,
		End:      w.site.End,
		Category: waitDeadlock,
		Message: fmt.Sprintf("%q is waited for before %q is received from, and the goroutine of line %d blocks on its send",
			t.Var.Name(), sig.Name(), c.line(g.at)),
		Related: []analysis.RelatedInformation{{Pos: use.Pos(), End: use.Node.End(), Message: "it sends here"}},
	})
}
