package waitgroupwait

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// Who stops goroutines tells them first and waits then. The other way round
// the Wait never returns:
//
//	wg.Wait()
//	close(quit)
//
// Deferred calls run last in first out, so this is the same:
//
//	defer cancel()
//	...
//	defer wg.Wait()
//
// It is one if all that fires the signal comes after the Wait, and some
// goroutine that is counted ends only with the signal. A context may also end
// with its parent: then only the deferred form counts, where the function is
// about to return and nobody says that the parent has ended.

// A firing is a close of a channel or a call of a cancel function.
type firing struct {
	sig      *signals.Signal // the channel or the cancel function
	use      signals.Use
	deferred *ast.DeferStmt
}

// A wait is a Wait that a function comes to, or defers.
type wait struct {
	site     lifecycle.Site
	fn       *lifecycle.Func
	deferred *ast.DeferStmt
	decl     token.Pos // of a local tracker, where it is declared
}

// pos is where control comes to the wait in the graph of its function.
func (w wait) pos() token.Pos {
	if w.deferred != nil {
		return w.deferred.Pos()
	}
	return w.site.Pos
}

// waits returns the places where a function waits for t itself, and not in a
// goroutine or in a literal that is for someone else to call.
func (c *checker) waits(t *lifecycle.Tracker) []wait {
	var list []wait
	decl := token.NoPos
	if t.Kind == lifecycle.LocalTracker {
		decl = t.Var.Pos()
	}
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Waits == 0 || s.Call == nil || s.Go || s.In == nil {
			continue
		}
		d := c.deferring(s.In, s.Call)
		list = append(list, wait{s, s.In, d, decl})
		if p := s.In.Parent; p != nil && d == nil && s.In.Lit != nil {
			if d := c.deferring(p, s.In.Lit.Body); d != nil {
				list = append(list, wait{s, p, d, decl})
			}
		}
	}
	return list
}

// reportNotifyAfterWait reports the first Wait for t that stands before what
// ends its goroutines. It returns whether there is one.
func (c *checker) reportNotifyAfterWait(t *lifecycle.Tracker) bool {
	for _, w := range c.waits(t) {
		if !c.fires(w.fn) {
			continue
		}
		for _, f := range c.firings()[w.fn] {
			e, ok := c.ends(f.sig)
			if !ok || !c.allAfter(w, f.sig) || !c.certain(w, f, e) {
				continue
			}
			for _, g := range c.goroutines(t) {
				if (g.from != w.fn || w.deferred != nil || c.leadsWithin(w.fn, g.at.Pos(), w.pos(), w.decl)) && c.has(g, e) && c.needs(t, g, e.sig) && c.outlives(w, g, e) {
					c.reportNotify(t, w, f, g)
					return true
				}
			}
		}
	}
	return false
}

// fires reports, by syntax alone, whether fn may close or cancel something.
func (c *checker) fires(fn *lifecycle.Func) bool {
	found := false
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !found {
			tv := c.pass.TypesInfo.Types[call.Fun]
			sig, isFunc := tv.Type.(*types.Signature)
			if named, ok := tv.Type.(*types.Named); ok {
				sig, isFunc = named.Underlying().(*types.Signature)
			}
			found = tv.IsBuiltin() && types.ExprString(call.Fun) == "close" ||
				isFunc && sig.Recv() == nil && sig.Results().Len() == 0 && sig.Params().Len() < 2
		}
		return !found
	})
	return found
}

// firings returns, by function, what it closes and cancels itself, or in a
// literal that it defers.
func (c *checker) firings() map[*lifecycle.Func][]firing {
	if c.firing != nil {
		return c.firing
	}
	c.firing = make(map[*lifecycle.Func][]firing)
	for _, sig := range c.signals().Signals() {
		for _, u := range sig.Uses {
			if u.In == nil || u.Go || u.Op != signals.Close && u.Op != signals.Call {
				continue
			}
			d := c.deferring(u.In, u.Node)
			c.firing[u.In] = append(c.firing[u.In], firing{sig, u, d})
			if p := u.In.Parent; p != nil && d == nil && u.In.Lit != nil {
				if d := c.deferring(p, u.In.Lit.Body); d != nil {
					c.firing[p] = append(c.firing[p], firing{sig, u, d})
				}
			}
		}
	}
	return c.firing
}

// signals returns the index of signals, which is empty if it cannot be had:
// the run fails on that elsewhere.
func (c *checker) signals() *signals.Index {
	if c.index == nil {
		c.index, _ = signals.Of(c.pass)
	}
	return c.index
}

// allAfter reports whether all that can fire the signal is in sight and comes
// after the wait.
func (c *checker) allAfter(w wait, sig *signals.Signal) bool {
	if sig.Foreign || sig.Gone || len(sig.Makes) != 1 {
		return false
	}
	seen := 0
	for _, u := range sig.Uses {
		if u.Op == signals.Close || u.Op == signals.Call {
			seen++
		}
	}
	for _, f := range c.firings()[w.fn] {
		if f.sig != sig {
			continue
		}
		if !c.after(w, f) {
			return false
		}
		seen--
	}
	return seen == 0
}

// after reports whether the firing comes after the wait whenever both are
// come to.
func (c *checker) after(w wait, f firing) bool {
	switch {
	case f.deferred == nil && w.deferred == nil:
		return c.leadsWithin(w.fn, w.pos(), f.use.Pos(), w.decl) && !c.leadsWithin(w.fn, f.use.Pos(), w.pos(), w.decl)
	case f.deferred == nil:
		return false
	case w.deferred == nil:
		return true
	default: // the last one runs first
		return f.deferred != w.deferred && c.leads(w.fn, f.deferred.Pos(), w.pos()) && !c.leadsWithin(w.fn, w.pos(), f.deferred.Pos(), w.decl)
	}
}

// leads reports whether control can come from one place of fn to another.
func (c *checker) leads(fn *lifecycle.Func, from, to token.Pos) bool {
	return c.leadsWithin(fn, from, to, token.NoPos)
}

// leadsWithin is leads without the ways past decl, where in a loop another
// variable begins.
func (c *checker) leadsWithin(fn *lifecycle.Func, from, to, decl token.Pos) bool {
	g := c.lc.CFG(fn)
	b, i := flow.NodeAt(g, from)
	if b == nil {
		return false
	}
	found := false
	flow.Sweep{Graph: g, Node: func(n ast.Node) bool {
		found = found || n.Pos() <= to && to < n.End()
		return !found && (decl < n.Pos() || n.End() <= decl)
	}}.From(b, i+1)
	return found
}

func (c *checker) reportNotify(t *lifecycle.Tracker, w wait, f firing, g goroutine) {
	what := "closed"
	if f.sig.Kind == signals.Cancel {
		what = "called"
	}
	c.out.Report(report.Finding{
		Pos:      w.site.Pos,
		End:      w.site.End,
		Category: notifyAfterWait,
		Message: fmt.Sprintf("%q is waited for before %q is %s, and the goroutine of line %d ends only then",
			t.Var.Name(), f.sig.Name(), what, c.line(g.at)),
		Related: []analysis.RelatedInformation{
			{Pos: f.use.Pos(), End: f.use.Node.End(), Message: "it is " + what + " here, when the Wait has returned"},
			{Pos: g.at.Pos(), End: g.at.End(), Message: "the goroutine is started here"},
		},
		Fixes: c.swap(w, f),
	})
}
