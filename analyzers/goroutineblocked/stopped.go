package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A loop serves what others send to it, until it is told to stop. Whoever
// sends after that waits forever, unless he looks at the stop signal, too:
//
//	func (p *pool) run() {
//		for {
//			select {
//			case j := <-p.jobs:
//				j.do()
//			case <-p.quit:
//				return
//			}
//		}
//	}
//
//	func (p *pool) submit(j job) { p.jobs <- j }
//
// It is reported if all receivers of a field are such loops.

// stopped reports the first send that does not know that its receivers stop.
// A function that makes and returns what holds the channel comes first: nobody
// else can have stopped anything yet.
func (c *checker) stopped(ch *channel) bool {
	if !ch.inField() || !ch.confined() || len(ch.Makes) == 0 || len(ch.receives) == 0 ||
		len(ch.closes) > 0 || ch.inContainer() {
		return false
	}
	if slices.ContainsFunc(ch.Makes, func(m signals.Make) bool { return c.hasRoomForAll(ch, m) }) {
		return false // as for tokens, a bell, or what comes one at a time
	}
	var stop *ast.CommClause
	for _, u := range ch.receives {
		clause := c.stopBeside(ch, u)
		if clause == nil || !u.Var.IsField() && madeIn(ch, u.In) || c.endsWith(ch, u) {
			return false
		}
		if stop == nil {
			stop = clause
		}
	}
	for _, u := range ch.sends {
		if !bare(u) || u.In == nil || c.fires(u.In, stop) || c.isOrderly(u, stop) || c.constructs(ch, u.In) ||
			slices.ContainsFunc(ch.receives, func(r signals.Use) bool { return within(u.In, r.In) }) {
			continue
		}
		c.out.Report(report.Finding{
			Pos:      u.Pos(),
			End:      u.Node.End(),
			Category: peerStopped,
			Message:  fmt.Sprintf("send on %s blocks forever once its receiver has stopped (on line %d)", describe(u), c.pass.Fset.Position(stop.Pos()).Line),
			Related:  []analysis.RelatedInformation{{Pos: stop.Pos(), End: stop.Colon, Message: "the receiver stops here"}},
		})
		return true
	}
	return false
}

// isOrderly reports whether nobody comes to the send once the receiver has been
// told to stop, or whether that ends the process.
func (c *checker) isOrderly(send signals.Use, stop *ast.CommClause) bool {
	return c.flagged(send, stop) || c.waitsFirst(stop, send) || c.firesItself(send, stop) || c.endsWithProcess(stop)
}

// endsWithProcess reports whether the signal that the case waits for tells a
// program to end.
func (c *checker) endsWithProcess(stop *ast.CommClause) bool {
	if c.pass.Pkg.Name() != "main" {
		return false
	}
	s := c.received(stop)
	if slices.ContainsFunc(s.Makes, func(m signals.Make) bool { return m.Origin == signals.Notified }) {
		return true
	}
	firings := c.firings(stop)
	return len(firings) > 0 && !slices.ContainsFunc(firings, func(u signals.Use) bool { return !c.endsProcess(u.In) })
}

// madeIn reports whether f makes the channel: then it may be the reply to a
// request of f.
func madeIn(ch *channel, f *lifecycle.Func) bool {
	return slices.ContainsFunc(ch.Makes, func(m signals.Make) bool { return m.In == f })
}

// constructs reports whether f makes the channel and returns what holds it.
func (c *checker) constructs(ch *channel, f *lifecycle.Func) bool {
	sig := c.lc.Signature(f)
	if sig == nil || !madeIn(ch, f) {
		return false
	}
	for v := range sig.Results().Variables() {
		if named := known.Named(v.Type()); named != nil && holds(named, ch.Vars) {
			return true
		}
	}
	return false
}

// stopBeside returns the case of the select of a receive with which its
// function stops for good: something can fire it, and control does not
// come back to a receive from the channel.
func (c *checker) stopBeside(ch *channel, u signals.Use) *ast.CommClause {
	if u.Select == nil || u.In == nil {
		return nil
	}
	g := c.lc.CFG(u.In)
	if g == nil {
		return nil
	}
	for _, b := range g.Blocks {
		clause, ok := b.Stmt.(*ast.CommClause)
		if !ok || !isCaseBody(b, clause) || !slices.Contains(u.Select.Body.List, ast.Stmt(clause)) {
			continue
		}
		if c.isStop(clause, u.In) && !c.comesBack(ch, u, g, b) {
			return clause
		}
	}
	return nil
}

// received returns the signal that the case receives, or nil.
func (c *checker) received(clause *ast.CommClause) *signals.Signal {
	if e := operand(clause); e != nil {
		return c.x.Of(e)
	}
	return nil
}

// operand returns what the case receives from, or nil.
func operand(clause *ast.CommClause) ast.Expr {
	var e ast.Expr
	switch comm := clause.Comm.(type) {
	case *ast.ExprStmt:
		e = comm.X
	case *ast.AssignStmt:
		e = comm.Rhs[0]
	}
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		return u.X
	}
	return nil
}

// isStop reports whether the case waits for a signal that someone fires to
// stop things: a context, or a channel that others close or that carries no
// more than the signal.
func (c *checker) isStop(clause *ast.CommClause, f *lifecycle.Func) bool {
	s := c.received(clause)
	if s == nil || !c.x.CanFire(s) {
		return false
	}
	return s.Kind == signals.Context || s.Foreign || isStopValue(s.Vars[0].Type()) ||
		slices.ContainsFunc(s.Uses, func(u signals.Use) bool { return u.Op == signals.Close && !within(u.In, f) })
}

// fires reports whether f itself fires the signal that the case waits for:
// it sends before, as a rule.
func (c *checker) fires(f *lifecycle.Func, clause *ast.CommClause) bool {
	s := c.received(clause)
	for _, m := range s.Makes {
		if stop := c.x.Signal(m.Stop); stop != nil && slices.ContainsFunc(stop.Uses, func(u signals.Use) bool { return u.In == f && u.Op == signals.Call }) {
			return true
		}
	}
	return slices.ContainsFunc(s.Uses, func(u signals.Use) bool { return u.In == f && (u.Op == signals.Close || u.Op == signals.Send) })
}

// comesBack reports whether control that has entered block b may receive
// from the channel again.
func (c *checker) comesBack(ch *channel, u signals.Use, g *cfg.CFG, b *cfg.Block) bool {
	for index, reached := range flow.Reachable(g, b, nil) {
		if !reached {
			continue
		}
		other := g.Blocks[index]
		clause, ok := other.Stmt.(*ast.CommClause)
		if ok && isCaseBody(other, clause) && chosen(ch.receives, clause) && (other != b || flow.Loops(g, b, nil)) {
			return true
		}
		for _, n := range other.Nodes {
			if len(at(ch.receives, u.In, n)) > 0 {
				return true
			}
		}
	}
	return false
}
