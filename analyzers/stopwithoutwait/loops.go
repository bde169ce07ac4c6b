package stopwithoutwait

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// noteLoop files a loop. Most count, or go through what there is; a goroutine
// goes on in one that ends when something happens:
//
//	for { ... }
//	for !s.closed.Load() { ... }
//	for range ticker.C { ... }
func (c *checker) noteLoop(d *deeds, n ast.Node) {
	d.loops = append(d.loops, n)
	on := false
	switch n := n.(type) {
	case *ast.ForStmt:
		on = n.Cond == nil || n.Post == nil || asks(n.Cond)
	case *ast.RangeStmt:
		if t := c.info.TypeOf(n.X); t != nil {
			switch t.Underlying().(type) {
			case *types.Chan, *types.Signature:
				on = true
			}
		}
	}
	if on {
		d.rounds = append(d.rounds, n)
	}
}

// asks reports whether a condition calls something other than len.
func asks(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && flow.CalledName(call) != "len" {
			found = true
		}
		return !found
	})
	return found
}

// looping reports whether a loop is what f is about: one of its own, or one
// of what it calls in which that looks at a signal.
func (c *checker) looping(f *lifecycle.Func) bool {
	own := c.near(f, 0)
	loops := false
	c.all(own, func(d *deeds) { loops = loops || len(d.rounds) > 0 })
	for to := range c.near(f, 1) {
		loops = loops || !own[to] && c.looksRoundByRound(to)
	}
	return loops
}

// looksRoundByRound reports whether f has a loop in which it looks at a signal,
// or at a flag that others set.
func (c *checker) looksRoundByRound(f *lifecycle.Func) bool {
	for _, u := range c.usesIn(map[*lifecycle.Func]bool{f: true}) {
		if u.Op == signals.Range || (u.Op == signals.Receive || u.Op == signals.Err) && c.inRound(f, u.Node) {
			return true
		}
	}
	return slices.ContainsFunc(c.deedsOf(f).rounds, func(n ast.Node) bool {
		loop, ok := n.(*ast.ForStmt)
		if !ok || loop.Cond == nil {
			return false
		}
		d := new(deeds)
		c.notePolled(d, loop.Cond)
		return len(d.polled) > 0 || asks(loop.Cond)
	})
}

// inLoop reports whether n stands in a loop of f.
func (c *checker) inLoop(f *lifecycle.Func, n ast.Node) bool { return around(c.deedsOf(f).loops, n) }

// inRound reports whether n stands in a loop of f that goes on until
// something happens.
func (c *checker) inRound(f *lifecycle.Func, n ast.Node) bool { return around(c.deedsOf(f).rounds, n) }

func around(loops []ast.Node, n ast.Node) bool {
	return slices.ContainsFunc(loops, func(loop ast.Node) bool { return loop.Pos() < n.Pos() && n.End() <= loop.End() })
}
