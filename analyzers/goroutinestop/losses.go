package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A loss is a return that loses the cancel function of a context.
type loss struct {
	holder *holder
	ctx    *signals.Signal
	parent *signals.Signal // of the context, or nil
	ret    token.Pos
	waiter *lifecycle.Spawn // that waits for the context, or nil
	left   bool             // the return leaves the waiter behind
}

// follows reports whether who cancels the context of the other loss cancels
// that of this one.
func (l loss) follows(other loss) bool {
	return l.parent == other.ctx && l.ctx != other.ctx && l.holder.v == other.holder.v
}

// lostBy looks for the first return that control comes to from the place
// where the context is made, past nothing that lets anybody have the object.
// That it has been cancelled is no reason to cancel it. A context that is
// forgotten with who has it has to be cancelled for the goroutine that waits
// for it.
func (c *checker) lostBy(h *holder, m signals.Make, ctx *signals.Signal) loss {
	l := loss{holder: h, ctx: ctx, parent: c.signals.Of(m.Parent), waiter: c.waiterOf(h, ctx, m)}
	from := h.got.Pos()
	if c.forgotten(m) {
		if c.mayFire(m.Parent) || l.waiter == nil || l.waiter.Pos() < from {
			return l
		}
		from, l.left = l.waiter.Pos(), true
	}
	g := c.lc.CFG(h.in)
	if g == nil || h.known(g, from) {
		return l
	}
	b, i := flow.NodeAt(g, from)
	if b == nil {
		return l
	}
	uncancelled := c.lc.Without(silenceOf(ctx))
	flow.Sweep{
		Graph: g,
		Node:  func(n ast.Node) bool { return !h.lets(n) },
		End: func(last *cfg.Block) {
			ret := last.Return()
			if ret != nil && (!l.ret.IsValid() || ret.Pos() < l.ret) && uncancelled.Comes(h.in, ret.Pos()) {
				l.ret = ret.Pos()
			}
		},
	}.From(b, i+1)
	return l
}

// lost reports a loss.
func (c *checker) lost(l loss) {
	has := fmt.Sprintf("nobody else has %q", l.holder.v.Name())
	related := []analysis.RelatedInformation{{Pos: l.ret, Message: "the return"}}
	if w := l.waiter; w != nil && l.left {
		related = append(related, relatedAt(w.Pos(), "the goroutine that waits for the context")...)
		if c.speaksOf(w.Call, l.holder.v) {
			has = fmt.Sprintf("only the goroutine that waits for it has %q", l.holder.v.Name())
		}
	}
	c.out.Report(report.Finding{
		Pos: l.holder.stop.Pos(), End: l.holder.stop.End(), Category: lostCancel,
		Message: fmt.Sprintf("%s is lost, uncalled, with the return on line %d (%s)",
			text(l.holder.stop), c.pass.Fset.Position(l.ret).Line, has),
		Related: related,
	})
}

// known reports whether somebody has the object from the node at pos on, or a
// deferred function looks after it.
func (h *holder) known(g *cfg.CFG, pos token.Pos) bool {
	return slices.ContainsFunc(g.Blocks, func(b *cfg.Block) bool {
		return slices.ContainsFunc(b.Nodes, func(n ast.Node) bool { return n.Pos() <= pos && h.lets(n) })
	})
}

// lets reports whether node n lets somebody have the object, or uses its
// cancel function.
func (h *holder) lets(n ast.Node) bool { return h.circle.opens[n] }

// speaksOf reports whether v is named in n.
func (c *checker) speaksOf(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		found = found || ok && c.names(e, v)
		return !found
	})
	return found
}
