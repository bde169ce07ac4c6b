package stopwithoutwait

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// check reports a goroutine that is told to stop by a function that does
// not wait for it: once, and for the worst that may come of it.
func (c *checker) check(b *body) {
	var candidates []*stop
	for _, s := range c.stops() {
		if !c.concerns(b, s) || !s.signalsTo(b) {
			continue
		}
		if s.fn != nil && c.reach(b.fn)[s.fn] {
			return // it would wait for itself
		}
		candidates = append(candidates, s)
	}
	c.abandoned(b, candidates)
	if c.orphaned(b) || b.tells || c.outlives(b) {
		return
	}
	// One that has been taken, or given time, is about to end.
	candidates = slices.DeleteFunc(candidates, func(s *stop) bool { return s.idles || s.meets })
	for _, s := range candidates {
		if c.tearsDown(b, s) {
			return
		}
	}
	for _, s := range candidates {
		if c.cutsOff(b, s) {
			return
		}
	}
	candidates = slices.DeleteFunc(candidates, func(s *stop) bool { return s.selects() || !c.leadsOut(b, s) })
	for _, s := range candidates {
		if call := c.handedWork(b, s); call != nil {
			c.reportWork(b, s, call)
			return
		}
	}
	if len(candidates) > 0 {
		c.notJoined(b, candidates[0])
	}
}

// cutsOff reports what the goroutine does once s has told it to stop, if
// somebody would miss that.
func (c *checker) cutsOff(b *body, s *stop) bool {
	call := c.lastWork(b, s)
	if call == nil {
		call = c.undoes(b, s)
	}
	if call == nil {
		return false
	}
	c.out.Report(report.Finding{
		Pos: b.spawn.Pos(), End: b.spawn.End(), Category: cutOff,
		Message: report.Fit(fmt.Sprintf("goroutine calls %s once %s has told it to stop, and nothing waits for that", types.ExprString(call.Fun), s.name)),
		Related: []analysis.RelatedInformation{
			{Pos: call.Pos(), End: call.End(), Message: "may be cut off"},
			{Pos: s.pos, End: s.end, Message: "stops it without waiting"},
		},
	})
	return true
}

// reportWork reports a goroutine that may be at work with what belongs to
// others when its stop method returns.
func (c *checker) reportWork(b *body, s *stop, call *ast.CallExpr) {
	c.out.Report(report.Finding{
		Pos: b.spawn.Pos(), End: b.spawn.End(), Category: atWork,
		Message: report.Fit(fmt.Sprintf("goroutine may still be in %s when %s returns", types.ExprString(call.Fun), s.name), "(nothing waits for it to end)"),
		Related: []analysis.RelatedInformation{
			{Pos: s.pos, End: s.end, Message: "stops it without waiting"},
			{Pos: call.Pos(), End: call.End(), Message: "may be here"},
		},
	})
}

func (c *checker) notJoined(b *body, s *stop) {
	if !notJoined {
		c.out.OptIn(b.spawn.Pos())
		return
	}
	c.out.Report(report.Finding{
		Pos: b.spawn.Pos(), End: b.spawn.End(), Category: notAwaited,
		Message: fmt.Sprintf("goroutine may outlive the call of %s that stops it (nothing waits for it to end)", s.name),
		Related: []analysis.RelatedInformation{{Pos: s.pos, End: s.end, Message: "stops it without waiting"}},
	})
}

// concerns reports whether s stops what b belongs to: it is a function, or
// a method of the type that the body is a method of, that starts it, that
// its constructor returns, or whose methods it calls.
func (c *checker) concerns(b *body, s *stop) bool {
	if s.from != nil {
		return c.starts(s.from.maker, b)
	}
	recv := receiver(s.fn.Obj)
	return recv == nil || slices.Contains(c.owners(b), recv)
}

func (c *checker) owners(b *body) []*types.TypeName {
	var owners []*types.TypeName
	add := func(t types.Type) {
		if named, ok := types.Unalias(deref(types.Unalias(t))).(*types.Named); ok {
			owners = append(owners, named.Obj())
		}
	}
	fn := func(f *lifecycle.Func) {
		if f == nil || f.Obj == nil {
			return
		}
		if recv := f.Obj.Signature().Recv(); recv != nil {
			add(recv.Type())
		}
		for result := range f.Obj.Signature().Results().Variables() {
			add(result.Type())
		}
	}
	fn(b.fn)
	for f := b.spawn.In; f != nil; f = f.Parent {
		fn(f)
	}
	if b.fn.Lit != nil {
		for _, to := range c.deedsOf(b.fn).calls {
			fn(to)
		}
	}
	return owners
}

func receiver(fn *types.Func) *types.TypeName {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	named, ok := types.Unalias(deref(types.Unalias(recv.Type()))).(*types.Named)
	if !ok {
		return nil
	}
	return named.Obj()
}

// tearsDown reports a stop function that closes or forgets what the
// goroutine may still use.
func (c *checker) tearsDown(b *body, s *stop) bool {
	if !b.loops {
		return false // it is about to end, and hardly uses it again
	}
	for _, u := range s.chans {
		if b.sends[u.of] && !b.recovers && !u.of.Foreign && !c.guarded(b, s) {
			c.report(b, s, u.Node, types.ExprString(u.Node.(*ast.CallExpr).Args[0]), "sends on %s, which %s closes on line %d", "closed here")
			return true
		}
	}
	if !s.unblocks(b) && !overlap(s.raised, b.polled) && !c.leadsOut(b, s) {
		return false // it may be another one that it stops
	}
	if q, ok := c.takenAway(b, s); ok {
		c.report(b, s, q.closed.node, types.ExprString(q.closed.expr), "still uses %s when it is closed right after %s on line %d", "closed here")
		return true
	}
	if c.closesUsed(b, s) {
		return true
	}
	for _, d := range s.clears {
		if !c.guarded(b, s) && c.stillUses(b, s, d.what, func(v, w *types.Var) bool { return v == w }) {
			c.report(b, s, d.node, types.ExprString(d.expr), "still uses %s when %s sets it to nil on line %d", "set to nil here")
			return true
		}
	}
	return false
}

// closesUsed reports what s closes and the goroutine may still use.
func (c *checker) closesUsed(b *body, s *stop) bool {
	for _, d := range s.closes {
		if !known.ClosedToStop(d.what.Type()) && c.stillUses(b, s, d.what, c.madeOf) {
			c.report(b, s, d.node, types.ExprString(d.expr), "still uses %s when %s closes it on line %d", "closed here")
			return true
		}
	}
	return false
}

// madeOf reports whether what v holds is what w holds, or is made of it.
func (c *checker) madeOf(v, w *types.Var) bool {
	return c.comesFrom(v, w) || c.comesFrom(v, c.root(w))
}

// stillUses reports whether the goroutine uses what v holds, which is that
// says of which variables that holds too, does not block on it, and takes no
// lock that s takes too: under it the goroutine can find out that it is too
// late.
func (c *checker) stillUses(b *body, s *stop, v *types.Var, is func(v, w *types.Var) bool) bool {
	if slices.Contains(b.blockers, v) || c.guarded(b, s) {
		return false
	}
	for f := range c.reach(b.fn) {
		for _, u := range c.deedsOf(f).uses {
			if is(u.what, v) && !slices.Contains(b.blockers, u.what) && !c.harmless(u) {
				return true
			}
		}
	}
	return false
}

// harmless reports whether a use is a question that cannot fail, and so has an
// answer whether what is asked is closed or not: s.pool.IsIdle().
func (c *checker) harmless(u deed) bool {
	call, ok := u.node.(*ast.CallExpr)
	return ok && asksFor(flow.CalledName(call)) && isBool(c.info.TypeOf(call))
}

// guarded reports whether goroutine and stop function take the same lock.
func (c *checker) guarded(b *body, s *stop) bool { return overlap(b.locks, s.locks) }

func (c *checker) report(b *body, s *stop, at ast.Node, what, format, related string) {
	line := c.pass.Fset.Position(at.Pos()).Line
	c.out.Report(report.Finding{
		Pos: b.spawn.Pos(), End: b.spawn.End(), Category: tornDown,
		Message: report.Fit("goroutine may be running and "+fmt.Sprintf(format, what, s.name, line), "(nothing waits for it)"),
		Related: []analysis.RelatedInformation{
			{Pos: at.Pos(), End: at.End(), Message: related},
			{Pos: s.pos, End: s.end, Message: "stops it without waiting"},
		},
	})
}

// funcName returns what a function is called in a message: Close, or
// (*Server).Close.
func funcName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t, star := types.Unalias(recv.Type()), ""
	if p, ok := t.(*types.Pointer); ok {
		t, star = types.Unalias(p.Elem()), "*"
	}
	if named, ok := t.(*types.Named); ok {
		if star == "" {
			return named.Obj().Name() + "." + fn.Name()
		}
		return "(*" + named.Obj().Name() + ")." + fn.Name()
	}
	return fn.Name()
}
