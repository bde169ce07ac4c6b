package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// skipsClose reports a return on which the only goroutine that closes a
// channel, or sends on it, does not, although its starter waits for that:
//
//	go func() {
//		for e := range events {
//			if err := write(e); err != nil {
//				return // and done is never closed
//			}
//		}
//		close(done)
//	}()
//	...
//	<-done
func (c *checker) skipsClose(ch *channel) bool {
	if !ch.confined() || len(ch.Makes) != 1 || ch.inField() || ch.inContainer() || len(ch.receives) != 1 {
		return false
	}
	wait, starter := ch.receives[0], ch.Makes[0].In
	if wait.In != starter || starter == nil || wait.Select != nil || wait.Op != signals.Receive {
		return false
	}
	teller := c.teller(ch, starter)
	if teller == nil || c.lc.CFG(teller.Body.Func) == nil || !c.sameWay(starter, teller, wait) {
		return false
	}
	ret := c.silentReturn(ch, teller.Body.Func)
	if ret == nil {
		return false
	}
	c.out.Report(report.Finding{
		Pos:      ret.Pos(),
		End:      ret.End(),
		Category: skippedClose,
		Message: fmt.Sprintf("return leaves %s unclosed, and the receive on line %d waits forever",
			describe(wait), c.pass.Fset.Position(wait.Pos()).Line),
		Related: []analysis.RelatedInformation{{Pos: wait.Pos(), End: wait.Node.End(), Message: "this waits for it"}},
	})
	return true
}

// teller returns the start of the one goroutine that sends or closes, if
// there is but one and it does nothing of it in a defer or out of sight.
func (c *checker) teller(ch *channel, starter *lifecycle.Func) *lifecycle.Spawn {
	uses := append(slices.Clone(ch.sends), ch.closes...)
	if len(uses) == 0 {
		return nil
	}
	body := uses[0].In
	for _, u := range uses {
		if u.In != body || u.Defer || u.Select != nil {
			return nil
		}
	}
	var found *lifecycle.Spawn
	for _, s := range c.lc.Spawns() {
		if s.Body.Func == body {
			if found != nil || s.In != starter || c.repeats(starter, s.Pos()) {
				return nil
			}
			found = s
		}
	}
	return found
}

// repeats reports whether control may come to pos in f more than once.
func (c *checker) repeats(f *lifecycle.Func, pos token.Pos) bool {
	g := c.lc.CFG(f)
	if g == nil {
		return true
	}
	b := flow.BlockOf(g, pos)
	return b == nil || flow.Loops(g, b, nil)
}

// sameWay reports whether control comes from the start of the goroutine to
// the wait under no further condition.
func (c *checker) sameWay(starter *lifecycle.Func, s *lifecycle.Spawn, wait signals.Use) bool {
	at := c.lc.Guards(starter, s.Pos())
	for _, g := range c.lc.Guards(starter, wait.Pos()) {
		if !slices.ContainsFunc(at, func(o flow.Guard) bool { return o.Cond == g.Cond && o.Truth == g.Truth }) {
			return false
		}
	}
	return true
}

// silentReturn returns a return statement that control in f may come to
// past no send and no close; the end of the body is none.
func (c *checker) silentReturn(ch *channel, f *lifecycle.Func) *ast.ReturnStmt {
	var found *ast.ReturnStmt
	walk := flow.Walk[bool]{
		Graph: c.lc.CFG(f),
		Asked: c.asked(f),
		Node: func(_ bool, _ *cfg.Block, n ast.Node) (bool, bool) {
			return true, len(at(ch.sends, f, n))+len(at(ch.closes, f, n)) == 0
		},
		End: func(_ bool, b *cfg.Block) {
			if ret := b.Return(); ret != nil && ret.Pos() < f.Body().Rbrace && (found == nil || ret.Pos() < found.Pos()) {
				found = ret
			}
		},
	}
	walk.From(walk.Graph.Blocks[0], true)
	return found
}
