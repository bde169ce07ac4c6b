package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// What a type was handed belongs to who handed it: once the stop method has
// returned, he may close it, or call the stop method of the next part.
//
//	func NewReaper(db *sql.DB) *Reaper
//	func (r *Reaper) run()  { for { ...; r.db.Exec(...) } }
//	func (r *Reaper) Stop() { close(r.quit) } // run may still be in r.db.Exec

// handedWork returns the first call in which the goroutine works, round by
// round, with what its type was handed, or nil if there is none.
func (c *checker) handedWork(b *body, s *stop) *ast.CallExpr {
	if s.from == nil && !s.fn.Obj.Exported() && len(c.callsOf(s.fn)) == 0 && !c.dynamic(s.fn) {
		return nil // a callback, of which nobody takes it that it waits
	}
	if !b.loops || s.from == nil && receiver(s.fn.Obj) == nil || s.from != nil && s.from.plain || s.saysSo() || c.answered(b, s) {
		return nil
	}
	r := &rounds{c: c, b: b, s: s, seen: make(map[*lifecycle.Func]bool)}
	r.visit(b.fn, false, 2)
	return r.first
}

// answered reports whether s waits for the work itself, if not for the
// goroutine: it receives what the goroutine sends or closes, or waits until
// all that has been handed to it is done.
func (c *checker) answered(b *body, s *stop) bool {
	if s.fn == nil {
		return false
	}
	words := make(map[*signals.Signal]bool)
	for _, u := range c.usesIn(c.reach(b.fn)) {
		words[u.of] = words[u.of] || u.Op == signals.Send || u.Op == signals.Close
	}
	near := c.near(s.fn, helpers)
	if slices.ContainsFunc(c.usesIn(near), func(u aUse) bool {
		return (u.Op == signals.Receive || u.Op == signals.Range) && words[u.of]
	}) {
		return true
	}
	waits := false
	c.all(near, func(d *deeds) { waits = waits || slices.ContainsFunc(d.awaits, c.countsWork) })
	return waits
}

// countsWork reports whether a tracker counts what is to be done, and not
// goroutines: a function adds to it that starts none.
func (c *checker) countsWork(v *types.Var) bool {
	return slices.ContainsFunc(c.lc.Funcs(), func(f *lifecycle.Func) bool {
		return slices.Contains(c.deedsOf(f).adds, v) && !startsAny(outermost(f))
	})
}

// rounds looks for work in what a goroutine does until it is told to stop.
type rounds struct {
	c     *checker
	b     *body
	s     *stop
	seen  map[*lifecycle.Func]bool
	first *ast.CallExpr
}

// visit looks at f, and at what that calls, depth calls deep; inside says
// that f is called in a round.
func (r *rounds) visit(f *lifecycle.Func, inside bool, depth int) {
	if f.Body() == nil || r.seen[f] {
		return
	}
	r.seen[f] = inside
	d := r.c.deedsOf(f)
	in := func(n ast.Node) bool { return (inside || r.c.inRound(f, n)) && !r.told(f, n.Pos()) }
	for _, w := range d.works {
		call := w.node.(*ast.CallExpr)
		if r.first != nil && r.first.Pos() < call.Pos() || !in(call) || !r.c.unending(call) {
			continue
		}
		if r.c.handedIn(r.b, w.what) && !r.c.locked(r.b, f, call.Pos(), r.s.locks) {
			r.first = call
		}
	}
	for _, next := range d.steps {
		if r.told(f, next.at.Pos()) || next.on != nil && r.c.passesBy(f, next.on) {
			continue
		}
		switch {
		case next.to.Lit != nil:
			r.visit(next.to, in(next.at), depth)
		case depth > 0:
			r.visit(next.to, in(next.at), depth-1)
		}
	}
}

// told reports whether what is at pos in f happens once the goroutine knows
// that it has to stop: it stands in the case of a signal that s fires.
func (r *rounds) told(f *lifecycle.Func, pos token.Pos) bool {
	return slices.ContainsFunc(r.c.usesIn(map[*lifecycle.Func]bool{f: true}), func(u aUse) bool {
		return u.Op == signals.Receive && u.Clause != nil && (r.s.fires[u.of] || r.s.sends[u.of]) && leaves(u.Clause) &&
			u.Clause.Colon < pos && pos < u.Clause.End()
	})
}

// passesBy reports whether an expression names something that comes and goes
// with the rounds, as what the goroutine has received: a local variable that
// is not set to what the type has.
func (c *checker) passesBy(f *lifecycle.Func, e ast.Expr) bool {
	c.sources()
	id := rootOf(e)
	if id == nil {
		return true
	}
	v, ok := c.info.Uses[id].(*types.Var)
	return ok && f.Body().Pos() < v.Pos() && v.Pos() < f.Body().End() && len(c.comes[v]) == 0
}

// rootOf returns the name that a chain of selectors starts with, or nil if it
// starts with something else.
func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.Ident:
			return x
		default:
			return nil
		}
	}
}
