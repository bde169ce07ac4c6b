package stopwithoutwait

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A signal joins all that may hold the same value, so two goroutines whose
// contexts go through one parameter have one signal between them. Where a
// finding rests on nothing but the stop method, it has to be the goroutine's
// own signal that the method fires:
//
//	ctx, cancel := context.WithCancel(ctx)
//	p.cancel = cancel       // which Stop calls
//	go p.poll(ctx)          // so this is the goroutine that Stop stops

// leadsOut reports whether s fires what b leaves its loop by, as far as the
// values can be told apart.
func (c *checker) leadsOut(b *body, s *stop) bool {
	var polled []*types.Var
	c.all(c.near(b.fn, 0), func(d *deeds) { polled = append(polled, d.polled...) })
	if b.loops && overlap(s.raised, polled) {
		return true
	}
	fired := c.firedBy(b, s)
	for _, u := range c.usesIn(c.near(b.fn, 1)) {
		if !c.wayOut(b, u) {
			continue
		}
		at := c.atSpawn(b, u.Var)
		for _, v := range fired {
			if c.same(at, v) {
				return true
			}
		}
		if u.of.Kind == signals.Context && slices.ContainsFunc(fired, func(v *types.Var) bool { return c.derives(b, u.of, v) }) {
			return true
		}
	}
	return false
}

// wayOut reports whether the goroutine ends, or leaves its loop, after a
// use of its signal. That of a helper ends the helper, if it has no loop.
func (c *checker) wayOut(b *body, u aUse) bool {
	helper := u.In != b.fn && (u.In.Lit == nil || outermost(u.In) != outermost(b.fn))
	if helper && u.Op != signals.Range && !c.inRound(u.In, u.Node) && len(c.deedsOf(b.fn).rounds) > 0 {
		return false
	}
	switch u.Op {
	case signals.Range, signals.Err:
		return true
	case signals.Receive:
		return u.Clause == nil || leaves(u.Clause)
	}
	return false
}

// firedBy returns the variables whose channels s closes, and those that hold
// the contexts that it cancels, those left out that are made after b has been
// started.
func (c *checker) firedBy(b *body, s *stop) []*types.Var {
	c.sources()
	var vars []*types.Var
	for _, u := range s.fired {
		if u.Op != signals.Call {
			vars = append(vars, u.Var)
			continue
		}
		for _, m := range u.of.Makes {
			if m.In == b.spawn.In && m.Call.Pos() > b.spawn.Pos() {
				continue
			}
			if pair := c.pairs[m.Call]; c.same(pair[1], u.Var) {
				vars = append(vars, pair[0])
			}
		}
	}
	return vars
}

// atSpawn returns what v, by which the body names a signal, is where the
// goroutine is started: a parameter of the body is the argument there.
func (c *checker) atSpawn(b *body, v *types.Var) *types.Var {
	sig := signatureOf(c.info, b.fn)
	if sig == nil {
		return v
	}
	for i := range sig.Params().Len() {
		if sig.Params().At(i) == v && i < len(b.spawn.Call.Args) && b.spawn.Go != nil {
			return c.signalVar(b.spawn.Call.Args[i])
		}
	}
	return v
}

// signalVar returns the variable whose signal an expression stands for:
// ctx, s.quit, ctx.Done().
func (c *checker) signalVar(e ast.Expr) *types.Var {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
			e = sel.X
		}
	}
	return c.holder(e)
}

// same reports whether two variables hold the same value: one of them
// comes from the other, or both come from a third.
func (c *checker) same(v, w *types.Var) bool {
	if v == nil || w == nil {
		return false
	}
	sources := c.sources()
	v, w = c.root(v), c.root(w)
	return v == w || slices.Contains(sources[v], w) || slices.Contains(sources[w], v)
}

// root follows v back to where its value comes from, as long as it comes
// from one place.
func (c *checker) root(v *types.Var) *types.Var {
	sources := c.sources()
	for range 5 {
		if len(sources[v]) != 1 {
			return v
		}
		v = sources[v][0]
	}
	return v
}

// derives reports whether the body makes its context from the one that v
// holds.
func (c *checker) derives(b *body, s *signals.Signal, v *types.Var) bool {
	for _, m := range s.Makes {
		if m.Parent != nil && m.In != nil && c.near(b.fn, 1)[m.In] && c.same(c.atSpawn(b, c.signalVar(m.Parent)), v) {
			return true
		}
	}
	return false
}
