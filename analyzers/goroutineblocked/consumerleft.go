package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// consumerLeft reports a producer that goes on although the goroutine which
// it produces for has returned with an error:
//
//	go func() {
//		for item := range work {
//			if err := do(item); err != nil {
//				errc <- err
//				return
//			}
//		}
//	}()
//	for _, item := range items {
//		work <- item
//	}
func (c *checker) consumerLeft(ch *channel) bool {
	if !ch.confined() || len(ch.Makes) != 1 || ch.Makes[0].Buffer < 0 || ch.inField() || ch.inContainer() || len(ch.receives) != 1 {
		return false
	}
	u, maker := ch.receives[0], ch.Makes[0].In
	if u.In == nil || maker == nil || u.In == maker || !within(u.In, maker) && !c.startedBy(maker, u.In) || c.endsProcess(maker) {
		return false
	}
	leaving := c.consumerLeaves(ch, u)
	if leaving == nil {
		return false
	}
	for _, send := range ch.sends {
		if !bare(send) || send.In == nil || within(send.In, u.In) || !c.repeats(send.In, send.Pos()) {
			continue
		}
		c.out.Report(report.Finding{
			Pos:      send.Pos(),
			End:      send.Node.End(),
			Category: receiverLeft,
			Message: report.Fit(fmt.Sprintf("send on %s blocks forever once its receiver has returned on line %d",
				describe(send), c.pass.Fset.Position(leaving.Pos()).Line), "(nobody else receives)"),
			Related: []analysis.RelatedInformation{{Pos: leaving.Pos(), End: endOf(leaving), Message: "the receiver leaves here"}},
		})
		return true
	}
	return false
}

// startedBy reports whether f starts a goroutine that runs body.
func (c *checker) startedBy(f, body *lifecycle.Func) bool {
	return slices.ContainsFunc(c.lc.Spawns(), func(s *lifecycle.Spawn) bool { return s.In == f && s.Body.Func == body })
}

// consumerLeaves returns where the goroutine that receives gives up: a return
// after an error, or the case of a stop signal that the producer does not
// fire himself. It is nil if the goroutine stays.
func (c *checker) consumerLeaves(ch *channel, u signals.Use) ast.Node {
	if clause := c.stopBeside(ch, u); clause != nil {
		if slices.ContainsFunc(ch.sends, func(s signals.Use) bool { return s.In != nil && c.fires(s.In, clause) }) {
			return nil
		}
		return clause
	}
	loop := loopAround(u)
	if loop == nil {
		return nil
	}
	if ret := c.failsIn(u, loop); ret != nil {
		return ret
	}
	return nil
}

// loopAround returns the body of the innermost loop in its function that
// the use is in, or is the range of.
func loopAround(u signals.Use) *ast.BlockStmt {
	if loop, ok := u.Node.(*ast.RangeStmt); ok {
		return loop.Body
	}
	var body *ast.BlockStmt
	ast.Inspect(u.In.Body(), func(n ast.Node) bool {
		var inner *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt:
			inner = n.Body
		case *ast.RangeStmt:
			inner = n.Body
		}
		if inner != nil && contains(inner, u.Pos()) {
			body = inner
		}
		return true
	})
	return body
}

// endOf returns the end of a node, or that of the head of a case.
func endOf(n ast.Node) token.Pos {
	if clause, ok := n.(*ast.CommClause); ok {
		return clause.Colon
	}
	return n.End()
}

// failsIn returns a return in the body of a loop that an error leads to.
func (c *checker) failsIn(u signals.Use, body *ast.BlockStmt) *ast.ReturnStmt {
	g := c.lc.CFG(u.In)
	if g == nil {
		return nil
	}
	for _, b := range g.Blocks {
		ret := b.Return()
		if ret == nil || !b.Live || !contains(body, ret.Pos()) {
			continue
		}
		if c.returnsFailure(ret) || c.returnsReceived(ret, body) {
			return ret
		}
		for _, guard := range flow.Guards(g, u.In.Body(), b) {
			failed := false
			flow.Holds(guard.Cond, guard.Truth, func(part ast.Expr, truth bool) {
				failed = failed || guard.Tag == nil && contains(body, part.Pos()) && c.isFailure(part, truth)
			})
			if failed {
				return ret
			}
		}
	}
	return nil
}
