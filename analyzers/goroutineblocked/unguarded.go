package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A loop of a goroutine knows when to stop, but not while it sends:
//
//	for {
//		select {
//		case <-ctx.Done():
//			return
//		case m := <-in:
//			out <- m // and whoever receives may have stopped, too
//		}
//	}

// unguarded reports the first such send. Of channels that carry no value it
// is silent: they are semaphores, and whoever holds a token gives it back.
func (c *checker) unguarded(ch *channel) bool {
	for _, u := range ch.sends {
		if u.Select != nil || u.In == nil || !c.isBody(u.In) || isStopValue(u.Var.Type()) || !c.fromOutside(u) {
			continue
		}
		stop := c.stopAround(u)
		if stop == nil || sendsIn(ch, stop) || c.waitedFor(u.In, stop) || c.answersOwner(u, stop) {
			continue // if it sends when it stops, somebody receives up to the end
		}
		if slices.ContainsFunc(ch.Makes, func(m signals.Make) bool { return m.Buffer < 0 }) && c.endsItself(u) {
			continue // there may be room for all that it sends
		}
		c.out.Report(report.Finding{
			Pos:      u.Pos(),
			End:      u.Node.End(),
			Category: unguardedSend,
			Message: fmt.Sprintf("send on %s cannot be stopped by the case on line %d, as the rest of the loop can",
				describe(u), c.pass.Fset.Position(stop.Pos()).Line),
			Related: []analysis.RelatedInformation{{Pos: stop.Pos(), End: stop.Colon, Message: "the loop stops here"}},
		})
		return true
	}
	return false
}

// endsItself reports whether control may come from the send to the end of
// its function past no stop signal: then what it sends is of a number.
func (c *checker) endsItself(u signals.Use) bool {
	g := c.lc.CFG(u.In)
	at := flow.BlockOf(g, u.Pos())
	stops := func(e flow.Edge) bool {
		clause, ok := e.To().Stmt.(*ast.CommClause)
		return ok && e.To().Kind == cfg.KindSelectCaseBody && c.isStop(clause, u.In)
	}
	for index, reached := range flow.Reachable(g, at, stops) {
		if reached && g.Blocks[index].Return() != nil {
			return true
		}
	}
	return false
}

// sendsIn reports whether something is sent on the channel in the case.
func sendsIn(ch *channel, clause *ast.CommClause) bool {
	return slices.ContainsFunc(ch.sends, func(u signals.Use) bool { return contains(clause, u.Pos()) })
}

// fromOutside reports whether the goroutine has got the channel when it was
// started: one that comes in a request is that of somebody who waits.
func (c *checker) fromOutside(u signals.Use) bool {
	send, ok := u.Node.(*ast.SendStmt)
	if !ok {
		return false
	}
	e := ast.Unparen(send.Chan)
	for {
		switch x := e.(type) {
		case *ast.SelectorExpr:
			e = ast.Unparen(x.X)
			continue
		case *ast.Ident:
			v, ok := c.pass.TypesInfo.Uses[x].(*types.Var)
			return ok && !contains(u.In.Body(), v.Pos())
		}
		return false
	}
}

// stopAround returns the case of a select in the same loop as the use with
// which the function stops, or nil.
func (c *checker) stopAround(u signals.Use) *ast.CommClause {
	g := c.lc.CFG(u.In)
	if g == nil {
		return nil
	}
	at := flow.BlockOf(g, u.Pos())
	if at == nil || !flow.Loops(g, at, nil) {
		return nil
	}
	after := flow.Reachable(g, at, nil)
	for _, b := range g.Blocks {
		clause, ok := b.Stmt.(*ast.CommClause)
		if !ok || b.Kind != cfg.KindSelectCaseBody || !b.Live || !after[b.Index] || !c.isStop(clause, u.In) {
			continue
		}
		if !flow.Reachable(g, b, nil)[at.Index] && besideLoop(g, clause, at) {
			return clause
		}
	}
	return nil
}

// besideLoop reports whether control that comes to the select of the case may
// also come to block at: the case is one of the loop, and not of what follows
// it.
func besideLoop(g *cfg.CFG, clause *ast.CommClause, at *cfg.Block) bool {
	head := flow.BlockOf(g, clause.Comm.Pos())
	return head != nil && flow.Reachable(g, head, nil)[at.Index]
}
