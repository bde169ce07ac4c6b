package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// Goroutines that send on a channel stop when they are told to, and then
// nobody sends on it, nor closes it. Who receives from it has to look at the
// same signal:
//
//	for range workers {
//		go func() {
//			for j := range jobs {
//				select {
//				case <-ctx.Done():
//					return
//				case results <- j.do():
//				}
//			}
//		}()
//	}
//	for range n {
//		<-results // waits forever once ctx is cancelled
//	}
//
// A goroutine that takes a request and stops only between two of them
// answers what it has taken.

// sendersLeft reports the receives that know nothing of what their senders
// stop on.
func (c *checker) sendersLeft() {
	for _, s := range c.signals.Signals() {
		if s.Kind != signals.Channel || len(s.Makes) == 0 || s.Foreign || s.Gone || !s.Does(signals.Send) ||
			!s.Does(signals.Receive) || s.Does(signals.Close) {
			continue
		}
		stops := c.allStop(s)
		if stops == nil {
			continue
		}
		if u, ok := c.trusting(s, stops); ok {
			recv := u.Node.(*ast.UnaryExpr)
			c.out.Report(report.Finding{
				Pos: u.Pos(), End: u.Node.End(), Category: deaf,
				Message: fmt.Sprintf("receive from %s waits forever once its senders have stopped on %s (on line %d)",
					text(recv.X), stops[0].name, c.pass.Fset.Position(stops[0].pos).Line),
				Related: relatedAt(stops[0].pos, "the sender stops here"),
			})
		}
	}
}

// A stopping is a place where a sender stops for good.
type stopping struct {
	pos    token.Pos
	name   string          // of what it stops on
	signal *signals.Signal // that
	in     *lifecycle.Func // the body of the sender's goroutine
}

// allStop returns where the senders of the channel stop, one place for
// each, or nil if one of them does not.
func (c *checker) allStop(s *signals.Signal) []stopping {
	var stops []stopping
	for _, u := range s.Uses {
		if u.Op != signals.Send {
			continue
		}
		send, ok := u.Node.(*ast.SendStmt)
		if !ok || u.In == nil || !c.isBody(u.In) || c.declaredIn(send.Chan, u.In) {
			return nil // that is the reply to one who waits for it
		}
		stop := c.stopsBefore(s, u)
		if !stop.pos.IsValid() {
			return nil
		}
		stops = append(stops, stop)
	}
	return stops
}

// isBody reports whether goroutines run f.
func (c *checker) isBody(f *lifecycle.Func) bool {
	return slices.ContainsFunc(c.lc.Spawns(), func(s *lifecycle.Spawn) bool { return s.Body.Func == f })
}

// declaredIn reports whether the variable that e begins with is declared
// in the body of f.
func (c *checker) declaredIn(e ast.Expr, f *lifecycle.Func) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			v := c.pass.TypesInfo.ObjectOf(x)
			return v != nil && f.Body().Pos() <= v.Pos() && v.Pos() < f.Body().End() && !c.element(v, f)
		default:
			return true
		}
	}
}

// element reports whether v is an element of a range, in f, over something
// that is declared outside.
func (c *checker) element(v types.Object, f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		loop, ok := n.(*ast.RangeStmt)
		if ok && loop.Value != nil && chanOf(c.pass.TypesInfo.TypeOf(loop.X)) == nil {
			id, ok := loop.Value.(*ast.Ident)
			found = found || ok && c.pass.TypesInfo.Defs[id] == v && !c.declaredIn(loop.X, f)
		}
		return !found
	})
	return found
}

// stopsBefore returns a case by which the function of a send stops instead:
// it stands beside the send, or is asked on the way to it.
func (c *checker) stopsBefore(s *signals.Signal, u signals.Use) stopping {
	g := c.lc.CFG(u.In)
	if g == nil {
		return stopping{}
	}
	var first stopping
	for _, b := range g.Blocks {
		clause, ok := b.Stmt.(*ast.CommClause)
		if !ok || !b.Live || b.Kind != cfg.KindSelectCaseBody {
			continue
		}
		stop := c.stopOf(clause)
		if stop == nil || c.sendsAfter(s, u, g, b) || !c.polls(clause, u) {
			continue
		}
		if !first.pos.IsValid() || clause.Pos() < first.pos {
			first = stopping{clause.Pos(), signalName(received(clause)), stop, u.In}
		}
	}
	return first
}

// sendsAfter reports whether control that has come to b may send on the
// channel, or start a goroutine that may.
func (c *checker) sendsAfter(s *signals.Signal, u signals.Use, g *cfg.CFG, b *cfg.Block) bool {
	for i, reached := range flow.Reachable(g, b, nil) {
		if !reached {
			continue
		}
		for _, n := range g.Blocks[i].Nodes {
			if slices.ContainsFunc(s.Uses, func(other signals.Use) bool {
				return other.Op == signals.Send && other.In == u.In && n.Pos() <= other.Pos() && other.Pos() < n.End()
			}) {
				return true
			}
		}
	}
	return false
}

// polls reports whether the case is one beside the send, or one of a select
// that asks for nothing but whether to stop.
func (c *checker) polls(clause *ast.CommClause, u signals.Use) bool {
	if u.Select != nil && slices.Contains(u.Select.Body.List, ast.Stmt(clause)) {
		return true
	}
	polls := false
	ast.Inspect(u.In.Body(), func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectStmt)
		if ok && slices.Contains(sel.Body.List, ast.Stmt(clause)) {
			polls = !slices.ContainsFunc(sel.Body.List, func(other ast.Stmt) bool {
				return other != clause && other.(*ast.CommClause).Comm != nil
			})
		}
		return true
	})
	return polls
}

// received returns the channel that a case of a select receives from, or
// nil.
func received(clause *ast.CommClause) ast.Expr {
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

// stopOf returns the signal that the case waits for, if that is there to
// stop things and someone fires it.
func (c *checker) stopOf(clause *ast.CommClause) *signals.Signal {
	ch := received(clause)
	if ch == nil {
		return nil
	}
	s := c.signals.Of(ch)
	if s == nil || !c.signals.CanFire(s) || s.Kind != signals.Context && !c.isStop(ch) {
		return nil
	}
	return s
}

// trusting returns the first bare receive from the channel in a function
// that does not itself decide when the senders stop.
func (c *checker) trusting(s *signals.Signal, stops []stopping) (signals.Use, bool) {
	for _, u := range s.Uses {
		if u.Op != signals.Receive || u.Select != nil || u.In == nil || u.Test {
			continue
		}
		if !slices.ContainsFunc(stops, func(stop stopping) bool {
			return within(u.In, stop.in) || !c.firedOutside(stop.signal, u.In, nil) || !c.isBody(u.In) && c.handedOver(stop.signal)
		}) {
			return u, true
		}
	}
	return signals.Use{}, false
}

// handedOver reports whether the signal is a context whose cancel function is
// returned by who makes it: whoever has that knows when there is nothing more
// to receive.
//
//	gen, stop := newGenerator()
//	defer stop()
//	use(gen.next())
func (c *checker) handedOver(s *signals.Signal) bool {
	return s.Kind == signals.Context && len(s.Makes) > 0 && !slices.ContainsFunc(s.Makes, func(m signals.Make) bool {
		stop := c.signals.Signal(m.Stop)
		return m.Origin != signals.Cancelable || m.In == nil || stop == nil || m.Parent != nil && c.mayFire(m.Parent) ||
			!slices.ContainsFunc(stop.Vars, func(v *types.Var) bool { return c.returns(m.In, v) })
	})
}

// firedOutside reports whether others than f fire the signal, or time does.
func (c *checker) firedOutside(s *signals.Signal, f *lifecycle.Func, above []*signals.Signal) bool {
	if s == nil || slices.Contains(above, s) {
		return s == nil
	}
	if s.Foreign || s.Gone || len(s.Makes) == 0 {
		return true
	}
	above = append(above, s)
	for _, u := range s.Uses {
		if (u.Op == signals.Close || u.Op == signals.Send || u.Op == signals.Call) && !within(u.In, f) {
			return true
		}
	}
	for _, m := range s.Makes {
		switch m.Origin {
		case signals.Timed, signals.Notified, signals.Grouped:
			return true
		case signals.Cancelable:
			if m.Stop != nil && c.firedOutside(c.signals.Signal(m.Stop), f, above) {
				return true
			}
		}
		if m.Parent != nil && m.Origin != signals.Detached && c.mayFire(m.Parent) && c.firedOutside(c.signals.Of(m.Parent), f, above) {
			return true
		}
	}
	return false
}

// within reports whether f is g or a literal somewhere in it.
func within(f, g *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if f == g {
			return true
		}
	}
	return false
}
