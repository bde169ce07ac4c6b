package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A body is what a goroutine runs, with what matters of it.
type body struct {
	spawn    *lifecycle.Spawn
	fn       *lifecycle.Func
	tells    bool                     // someone when it ends
	observed map[*signals.Signal]bool // that it can be stopped by
	leavesBy map[*signals.Signal]bool // whose receipt it leaves after
	sends    map[*signals.Signal]bool
	loops    bool
	polled   []*types.Var
	uses     []deed
	blockers []*types.Var // what it may block on
	locks    []*types.Var
	recovers bool
}

// plain reports whether the function that starts a goroutine is in sight and
// does no more than that: it counts nothing, and tells nobody of its end.
func (c *checker) plain(s *lifecycle.Spawn) bool {
	f := c.lc.Callee(s.Call).Func
	if f == nil || f.Body() == nil {
		return false
	}
	starts, more := false, false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			starts = true
		case *ast.SendStmt:
			more = true
		case *ast.UnaryExpr:
			more = more || n.Op == token.ARROW
		case *ast.CallExpr:
			name := flow.CalledName(n)
			more = more || name == "Add" || name == "Done" || name == "Go" || name == "close" || waitName(name) || isStopName(name)
		}
		return !more
	})
	return starts && !more
}

// aUse is a use and the signal that it is one of.
type aUse struct {
	signals.Use
	of *signals.Signal
}

// usesIn returns what happens to signals in the functions.
func (c *checker) usesIn(fns map[*lifecycle.Func]bool) []aUse {
	if c.byFunc == nil {
		c.byFunc = make(map[*lifecycle.Func][]aUse)
		for _, s := range c.signals.Signals() {
			for _, u := range s.Uses {
				c.byFunc[u.In] = append(c.byFunc[u.In], aUse{u, s})
			}
		}
	}
	var uses []aUse
	for to := range fns {
		uses = append(uses, c.byFunc[to]...)
	}
	return uses
}

// bodyOf returns what is known of the goroutine, or nil if its body is out
// of sight.
func (c *checker) bodyOf(s *lifecycle.Spawn) *body {
	fn := s.Body.Func
	if fn == nil || fn.Body() == nil {
		return nil
	}
	b := &body{spawn: s, fn: fn, tells: s.Go == nil && !c.plain(s) || c.tells(fn), observed: make(map[*signals.Signal]bool), leavesBy: make(map[*signals.Signal]bool), sends: make(map[*signals.Signal]bool)}
	c.all(c.reach(fn), func(d *deeds) {
		b.uses = append(b.uses, d.uses...)
		b.blockers = append(b.blockers, d.reads...)
		b.locks = append(b.locks, d.locks...)
		b.recovers = b.recovers || d.recovers
	})
	uses := c.usesIn(c.reach(fn))
	// A flag that is asked for far away is about something else, and one that
	// is asked for once stops nothing.
	if b.loops = c.looping(fn); b.loops {
		c.all(c.near(fn, 1), func(d *deeds) { b.polled = append(b.polled, d.polled...) })
	}
	for _, u := range uses {
		switch u.Op {
		case signals.Receive, signals.Range, signals.Err, signals.Given:
			c.observe(b, u.of)
			if u.Op == signals.Receive && (u.Clause == nil || leaves(u.Clause)) {
				b.leavesBy[u.of] = true
			}
		case signals.Send:
			b.sends[u.of] = true
		}
	}
	return b
}

// leaves reports whether the case of a select has a way out of its loop.
func leaves(clause *ast.CommClause) bool {
	found := false
	for _, stmt := range clause.Body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt:
				found = true
			case *ast.BranchStmt:
				found = found || n.Label != nil && n.Tok != token.CONTINUE
			}
			return !found
		})
	}
	return found
}

// observe adds a signal, and the contexts that it derives from inside the
// body.
func (c *checker) observe(b *body, s *signals.Signal) {
	if s == nil || b.observed[s] {
		return
	}
	b.observed[s] = true
	for _, m := range s.Makes {
		if m.Parent != nil {
			c.observe(b, c.signals.Of(m.Parent))
		}
	}
}

// tells reports whether the goroutine tells someone that it ends, or may:
// it marks a tracker done, closes a channel or sends a last word on one
// that others receive from, cancels a context, or calls something that it
// was given for its end. Then there is a way to wait for it, and who does
// not use it is another matter.
func (c *checker) tells(f *lifecycle.Func) bool {
	told, near := false, c.ending(f)
	c.all(near, func(d *deeds) {
		told = told || d.done || d.callback || slices.ContainsFunc(d.handed, func(h deed) bool { return c.closedBy(h, f) })
	})
	if told || c.givesBack(f) {
		return true
	}
	for _, u := range c.usesIn(near) {
		switch u.Op {
		case signals.Close:
			told = told || c.lastWord(u) && c.heard(u.of, f)
		case signals.Send:
			told = told || u.Select == nil && c.lastWord(u) && c.heard(u.of, f)
		case signals.Call:
			told = told || (u.Defer || c.deferred(u.In)) && c.given(u.Var, f)
		case signals.Receive:
			told = told || c.deferred(u.In)
		}
	}
	return told
}

// closedBy reports whether the channel that is handed to a function out of
// sight may be closed there, and someone other than f receives from it.
func (c *checker) closedBy(h deed, f *lifecycle.Func) bool {
	s := c.signals.Signal(h.what)
	return s != nil && slices.ContainsFunc(s.Uses, func(u signals.Use) bool {
		return (u.Op == signals.Receive || u.Op == signals.Range) && !u.Test && !c.within(u, f)
	})
}

// ending returns f and those of its helpers that may run at its end: what
// it defers, and all that it calls if it has no loop.
func (c *checker) ending(f *lifecycle.Func) map[*lifecycle.Func]bool {
	r := map[*lifecycle.Func]bool{f: true}
	work := []*lifecycle.Func{f}
	for len(work) > 0 {
		d := c.deedsOf(work[len(work)-1])
		work = work[:len(work)-1]
		for _, to := range d.calls {
			if !r[to] && (to.Lit != nil || len(d.loops) == 0 || d.deferred[to]) {
				r[to] = true
				work = append(work, to)
			}
		}
	}
	return r
}

// heard reports whether someone other than f receives from a channel, or
// may.
func (c *checker) heard(s *signals.Signal, f *lifecycle.Func) bool {
	if s.Kind != signals.Channel || s.Foreign || s.Gone || s.Shown {
		return true
	}
	for _, u := range s.Uses {
		if (u.Op == signals.Receive || u.Op == signals.Range) && !u.Test && !c.within(u, f) {
			return true
		}
	}
	return false
}

// lastWord reports whether a use comes at the end of its function: it is
// deferred, no loop is around it or behind it, or it is on a way out. What is
// closed outside of all loops, or on a way out, is closed once.
func (c *checker) lastWord(u aUse) bool {
	if u.Defer || c.deferred(u.In) || returnsAfter(u.In, u.Pos()) {
		return true
	}
	if u.Op == signals.Close && !c.inLoop(u.In, u.Node) {
		return true
	}
	return !slices.ContainsFunc(c.deedsOf(u.In).loops, func(loop ast.Node) bool { return loop.End() > u.Pos() })
}

// deferred reports whether f is a literal that its function defers.
func (c *checker) deferred(f *lifecycle.Func) bool {
	return f != nil && f.Lit != nil && f.Parent != nil && c.deedsOf(f.Parent).deferred[f]
}
