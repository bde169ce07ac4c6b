package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// onlyOne reports a send that is meant to stop several goroutines and stops
// one of them: a value goes to one receiver, a close to all.
//
//	for range workers {
//		go p.work() // select { case <-p.quit: return ... }
//	}
//	...
//	p.quit <- struct{}{}
func (c *checker) onlyOne(ch *channel) bool {
	if !ch.confined() || len(ch.sends) != 1 || len(ch.closes) > 0 || len(ch.Makes) != 1 || ch.inContainer() {
		return false
	}
	send := ch.sends[0]
	if send.In == nil || c.inLoop(send) || !isStopValue(ch.Vars[0].Type()) || ch.inField() && !isStopFunc(send.In) {
		return false
	}
	var body *lifecycle.Func
	for _, u := range ch.receives {
		if body != nil && u.In != body || u.In == nil || !c.endsWith(ch, u) {
			return false
		}
		body = u.In
	}
	for _, s := range c.lc.Spawns() {
		if s.Body.Func != body || body == nil || s.In == nil || !c.repeats(s.In, s.Pos()) || !c.sharesOwner(ch, s) {
			continue
		}
		c.out.Report(report.Finding{
			Pos:      send.Pos(),
			End:      send.Node.End(),
			Category: oneOfMany,
			Message: fmt.Sprintf("send on %s stops one goroutine only (several are started on line %d)",
				describe(send), c.pass.Fset.Position(s.Pos()).Line),
			Related: []analysis.RelatedInformation{{Pos: s.Pos(), End: s.End(), Message: "several goroutines are started here"}},
		})
		return true
	}
	return false
}

// inLoop reports whether control may come to the send more than once: in
// its function, or because that is a literal in a loop.
func (c *checker) inLoop(send signals.Use) bool {
	pos := send.Pos()
	for f := send.In; f != nil; f = f.Parent {
		if c.repeats(f, pos) {
			return true
		}
		pos = f.Pos()
	}
	return false
}

// isStopValue reports whether what goes through a channel of type t says
// nothing but that it has come.
func isStopValue(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	if !ok {
		return false
	}
	switch elem := ch.Elem().Underlying().(type) {
	case *types.Struct:
		return elem.NumFields() == 0
	case *types.Basic:
		return elem.Kind() == types.Bool
	}
	return false
}

// endsWith reports whether the goroutine that receives does not do so again.
func (c *checker) endsWith(ch *channel, u signals.Use) bool {
	g := c.lc.CFG(u.In)
	if g == nil {
		return false
	}
	if u.Clause == nil {
		return u.Op == signals.Receive && !c.repeats(u.In, u.Pos())
	}
	for _, b := range g.Blocks {
		if isCaseBody(b, u.Clause) {
			return !c.comesBack(ch, u, g, b)
		}
	}
	return false
}

// sharesOwner reports whether all the goroutines of a spawn in a loop have
// the same channel: that of a variable which the loop does not declare.
func (c *checker) sharesOwner(ch *channel, s *lifecycle.Spawn) bool {
	g := c.lc.CFG(s.In)
	at := flow.BlockOf(g, s.Pos())
	made := ch.Makes[0]
	if !ch.inField() {
		b := flow.BlockOf(g, made.Call.Pos())
		return made.In == s.In && b != nil && at != nil && flow.Loops(g, at, func(e flow.Edge) bool { return e.To() == b })
	}
	fun := s.Call.Fun
	if s.Arg != nil {
		fun = s.Arg
	}
	owner := s.In
	if sel, ok := ast.Unparen(fun).(*ast.SelectorExpr); ok {
		id, ok := ast.Unparen(sel.X).(*ast.Ident)
		return ok && isReceiver(c.pass.TypesInfo.Uses[id], owner)
	}
	// A literal: what it names as the owner.
	return !slices.ContainsFunc(ch.receives, func(u signals.Use) bool {
		return !isReceiver(c.pass.TypesInfo.Uses[ownerOf(u)], owner)
	})
}

// isReceiver reports whether v is the receiver of the method f, or of the
// method that f stands in.
func isReceiver(v types.Object, f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if f.Decl != nil && f.Decl.Recv != nil && v != nil {
			return contains(f.Decl.Recv, v.Pos())
		}
	}
	return false
}

// ownerOf returns the variable of whose field a use receives, or nil.
func ownerOf(u signals.Use) *ast.Ident {
	e, ok := u.Node.(*ast.UnaryExpr)
	if !ok {
		return nil
	}
	sel, ok := ast.Unparen(e.X).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	id, _ := ast.Unparen(sel.X).(*ast.Ident)
	return id
}
