package goroutineblocked

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
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
	u := ch.receives[0]
	loop, ok := u.Node.(*ast.RangeStmt)
	if !ok || u.In == nil || u.In == ch.Makes[0].In || !within(u.In, ch.Makes[0].In) || c.endsProcess(ch.Makes[0].In) {
		return false
	}
	ret := c.failsIn(u, loop)
	if ret == nil {
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
				describe(send), c.pass.Fset.Position(ret.Pos()).Line), "(nobody else receives)"),
			Related: []analysis.RelatedInformation{{Pos: ret.Pos(), End: ret.End(), Message: "the receiver leaves here"}},
		})
		return true
	}
	return false
}

// failsIn returns a return in the body of the loop that an error leads to.
func (c *checker) failsIn(u signals.Use, loop *ast.RangeStmt) *ast.ReturnStmt {
	g := c.lc.CFG(u.In)
	if g == nil {
		return nil
	}
	for _, b := range g.Blocks {
		ret := b.Return()
		if ret == nil || !b.Live || !contains(loop.Body, ret.Pos()) {
			continue
		}
		for _, guard := range flow.Guards(g, u.In.Body(), b) {
			failed := false
			flow.Holds(guard.Cond, guard.Truth, func(part ast.Expr, truth bool) {
				failed = failed || guard.Tag == nil && contains(loop.Body, part.Pos()) && c.isFailure(part, truth)
			})
			if failed {
				return ret
			}
		}
	}
	return nil
}
