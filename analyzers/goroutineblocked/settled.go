package goroutineblocked

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// settled takes off what cannot come any more because the goroutines are known
// to be past it: the function has received something else from the only one, or
// from whoever has waited for all of them.
func (r *receiver) settled(a account, n ast.Node) account {
	if a.out == 0 || len(r.body) == 0 {
		return a
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
			switch s := r.x.Of(u.X); {
			case s == nil:
			case s.Kind == signals.Channel && !slices.Contains(s.Vars, r.ch.Vars[0]):
				a.out = min(a.out, r.sentAfter(r.newChannel(s), a.out))
			case s.Kind == signals.Context:
				a.out = min(a.out, r.sentAfter(r.cancelledBySender(s), a.out))
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return a
}

// sentAfter returns how often the goroutine can send once it has sent on,
// or closed, another channel; that is out if it does not, or if others do.
func (r *receiver) sentAfter(other *channel, out int) int {
	body := r.body[0]
	uses := append(slices.Clone(other.sends), other.closes...)
	switch {
	case len(uses) == 0:
		return out
	case !slices.ContainsFunc(uses, func(u signals.Use) bool { return !r.afterAll(u) }):
		return 0
	case len(r.body) > 1:
		return out
	}
	deferred := false
	for _, u := range uses {
		if !within(u.In, body) && r.inOtherBody(u.In) {
			return out
		}
		deferred = deferred || u.In != body || u.Defer // in a literal most often deferred, or called
	}
	if deferred {
		return 0
	}
	return r.mostAfter(r.ch, body, func(n ast.Node, b *cfg.Block) bool {
		if len(at(uses, body, n)) > 0 {
			return true
		}
		clause, ok := b.Stmt.(*ast.CommClause)
		return ok && b.Kind == cfg.KindSelectCaseBody && chosen(uses, clause)
	}, 0)
}

// cancelledBySender returns the calls with which the goroutines cancel a
// context, or whoever has waited for them, if nobody else does: then they are
// past that when the context is done. What the function itself defers comes
// later.
func (r *receiver) cancelledBySender(ctx *signals.Signal) *channel {
	ends := func(u signals.Use) bool { return u.Op == signals.Call && (r.ownBody(u.In) || r.afterAll(u)) }
	own := func(u signals.Use) bool { return ends(u) || u.Op == signals.Call && u.Defer && u.In == r.f }
	other := &channel{Signal: ctx}
	if r.x.CanFireBut(ctx, own) {
		return other
	}
	for _, m := range ctx.Makes {
		if stop := r.x.Signal(m.Stop); stop != nil {
			for _, u := range stop.Uses {
				if ends(u) {
					other.closes = append(other.closes, u)
				}
			}
		}
	}
	return other
}

// inOtherBody reports whether f is, or stands in, what another goroutine runs.
func (r *receiver) inOtherBody(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if f != r.body[0] && r.isBody(f) {
			return true
		}
	}
	return false
}

// afterAll reports whether a use comes after a wait for a group that counts
// all the goroutines that send.
//
//	go func() {
//		wg.Wait()
//		close(done)
//	}()
func (r *receiver) afterAll(u signals.Use) bool {
	return slices.ContainsFunc(r.lc.Trackers(), func(t *lifecycle.Tracker) bool {
		sites := t.Sites()
		waits := slices.ContainsFunc(sites, func(s lifecycle.Site) bool {
			return s.Role&lifecycle.Waits != 0 && s.In != nil && s.In == u.In && s.Call != nil &&
				(u.Defer || s.Pos < u.Pos()) && !defers(s.In, s.Call)
		})
		return waits && !slices.ContainsFunc(r.body, func(body *lifecycle.Func) bool {
			return !slices.ContainsFunc(sites, func(s lifecycle.Site) bool { return counts(s, body) })
		})
	})
}

// counts reports whether a group counts, at this place, the goroutine that runs
// body.
func counts(s lifecycle.Site, body *lifecycle.Func) bool {
	return s.Role&lifecycle.Done != 0 && s.In != nil && within(s.In, body) ||
		s.Role&lifecycle.Spawns != 0 && s.Call != nil && contains(s.Call, body.Pos())
}
