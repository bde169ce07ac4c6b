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
	var bodies []*lifecycle.Func
	for _, u := range ch.receives {
		if u.In == nil || !c.endsWith(ch, u) {
			return false
		}
		if !slices.Contains(bodies, u.In) {
			bodies = append(bodies, u.In)
		}
	}
	if len(bodies) == 0 {
		return false
	}
	message, s := "several are started on line %d", c.startedInLoop(ch, bodies)
	if s == nil {
		message, s = "another is started on line %d", c.startedBeside(ch, bodies)
	}
	if s == nil {
		return false
	}
	line := c.pass.Fset.Position(s.Pos()).Line
	c.out.Report(report.Finding{
		Pos:      send.Pos(),
		End:      send.Node.End(),
		Category: oneOfMany,
		Message:  fmt.Sprintf("send on %s stops one goroutine only (%s)", describe(send), fmt.Sprintf(message, line)),
		Related:  []analysis.RelatedInformation{{Pos: s.Pos(), End: s.End(), Message: "started here"}},
	})
	return true
}

// startedInLoop returns where a loop starts the one body that receives.
func (c *checker) startedInLoop(ch *channel, bodies []*lifecycle.Func) *lifecycle.Spawn {
	for _, s := range c.lc.Spawns() {
		if len(bodies) == 1 && s.Body.Func == bodies[0] && s.In != nil && c.repeats(s.In, s.Pos()) && c.sharesOwner(ch, s) {
			return s
		}
	}
	return nil
}

// startedBeside returns where the second of several bodies is started that
// receive, each of them once and all by one function on one way.
func (c *checker) startedBeside(ch *channel, bodies []*lifecycle.Func) *lifecycle.Spawn {
	if len(bodies) < 2 {
		return nil
	}
	var first, second *lifecycle.Spawn
	for _, s := range c.lc.Spawns() {
		if !slices.Contains(bodies, s.Body.Func) {
			continue
		}
		switch {
		case s.In == nil || !c.ownsAt(ch, s):
			return nil
		case first == nil:
			first = s
		case s.In != first.In || s.Body.Func == first.Body.Func:
			return nil
		case second == nil:
			second = s
		}
	}
	if second == nil {
		return nil
	}
	g := c.lc.CFG(first.In)
	from, to := flow.BlockOf(g, first.Pos()), flow.BlockOf(g, second.Pos())
	if from == nil || to == nil || from != to && !flow.Reachable(g, from, nil)[to.Index] {
		return nil
	}
	return second
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
	return c.ownersIn(ch, s)
}

// ownersIn reports whether the field from which a goroutine receives is that
// of the receiver of the method which starts it.
func (c *checker) ownersIn(ch *channel, s *lifecycle.Spawn) bool {
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
		return u.In == s.Body.Func && !isReceiver(c.pass.TypesInfo.Uses[ownerOf(u)], owner)
	})
}

// ownsAt reports whether a goroutine gets the channel of the function that
// starts it: that of its local variable, or of its receiver.
func (c *checker) ownsAt(ch *channel, s *lifecycle.Spawn) bool {
	if !ch.inField() {
		return ch.Makes[0].In == s.In
	}
	return c.ownersIn(ch, s)
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
