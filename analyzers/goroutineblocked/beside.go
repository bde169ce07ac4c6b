package goroutineblocked

import (
	"fmt"
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function knows that whoever receives may have stopped, and forgets it
// for one of its sends:
//
//	select {
//	case <-ctx.Done():
//		return ctx.Err()
//	case out <- entry:
//	}
//	...
//	out <- *best

// beside reports the first bare send on a channel in a loop of a function
// that elsewhere sends on it in a select with a stop signal. A channel that
// is made with room, as far as can be seen, may have it for this one.
func (c *checker) beside(ch *channel) bool {
	for _, bare := range ch.sends {
		if bare.In == nil || anyIn(ch.receives, bare.In) {
			continue
		}
		if slices.ContainsFunc(ch.Makes, func(m signals.Make) bool { return m.In == bare.In && m.Buffer != 0 }) {
			continue
		}
		if bare.Select != nil || isStopValue(bare.Var.Type()) || !c.loops(bare) {
			continue
		}
		for _, guarded := range ch.sends {
			if guarded.In != bare.In || guarded.Select == nil || guarded.Var != bare.Var {
				continue
			}
			stop := c.stopIn(guarded)
			if stop == nil || sendsIn(ch, stop) || c.mayComeTo(bare, stop) {
				continue // if it sends when it stops, somebody receives up to the end
			}
			c.out.Report(report.Finding{
				Pos:      bare.Pos(),
				End:      bare.Node.End(),
				Category: unguardedSend,
				Message: fmt.Sprintf("send on %s cannot be stopped, as the one on line %d can",
					describe(bare), c.pass.Fset.Position(guarded.Pos()).Line),
				Related: []analysis.RelatedInformation{{Pos: stop.Pos(), End: stop.Colon, Message: "that one is stopped here"}},
			})
			return true
		}
	}
	return false
}

// loops reports whether control may come back to the use.
func (c *checker) loops(u signals.Use) bool {
	g := c.lc.CFG(u.In)
	if g == nil {
		return false
	}
	at := flow.BlockOf(g, u.Pos())
	return at != nil && flow.Loops(g, at, nil)
}

// stopIn returns the case of a stop signal in the select of the use, or
// nil.
func (c *checker) stopIn(u signals.Use) *ast.CommClause {
	for _, stmt := range u.Select.Body.List {
		if clause := stmt.(*ast.CommClause); clause != u.Clause && clause.Comm != nil && c.isStop(clause, u.In) {
			return clause
		}
	}
	return nil
}

// mayComeTo reports whether control that has taken the case may come to the
// use: then the case stops nothing.
func (c *checker) mayComeTo(u signals.Use, clause *ast.CommClause) bool {
	g := c.lc.CFG(u.In)
	at := flow.BlockOf(g, u.Pos())
	return slices.ContainsFunc(g.Blocks, func(b *cfg.Block) bool {
		return isCaseBody(b, clause) && flow.Reachable(g, b, nil)[at.Index]
	})
}
