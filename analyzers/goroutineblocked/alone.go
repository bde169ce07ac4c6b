package goroutineblocked

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// alone reports a send or receive that nobody is there for: the channel is
// nil, or nothing in sight of it does the other half.
//
//	done := make(chan struct{})
//	go s.watch() // was meant to get done
//	<-done
func (c *checker) alone(ch *channel) bool {
	switch {
	case c.packageLevel(ch):
		return false // it lives as long as the process, and tests set it
	case len(ch.Makes) == 0:
		return c.nilChannel(ch)
	case len(ch.sends) == 0 && len(ch.closes) == 0 && !ch.hands(sendsOrCloses):
		return c.waits(ch, ch.receives, "receive from %s waits forever (nothing sends on it or closes it)")
	case len(ch.receives) > 0 || ch.hands(lifecycle.ChanReceives) || ch.Shown:
		return false
	case !slices.ContainsFunc(ch.Makes, hasRoom):
		return c.waits(ch, ch.sends, "send on %s waits forever (nothing receives from it)")
	}
	again := slices.DeleteFunc(slices.Clone(ch.sends), func(u signals.Use) bool { return c.roomFor(ch, u) || !c.again(u) })
	return c.waits(ch, again, "send on %s waits forever once its buffer is full (nothing receives from it)")
}

// roomFor reports whether the channel is made with some room where u sends:
// there it may be for all.
func (c *checker) roomFor(ch *channel, u signals.Use) bool {
	return slices.ContainsFunc(ch.Makes, func(m signals.Make) bool { return m.In == u.In || m.In == nil })
}

// again reports whether control may come to the use any number of times in
// one run of its function, or of one that calls it.
func (c *checker) again(u signals.Use) bool {
	if u.In == nil || u.Test {
		return false
	}
	return c.loops(u) || slices.ContainsFunc(u.In.Callers(), func(caller *lifecycle.Func) bool {
		g := c.lc.CFG(caller)
		return g != nil && slices.ContainsFunc(caller.Calls(), func(call *ast.CallExpr) bool {
			if c.lc.Callee(call).Func != u.In {
				return false
			}
			at := flow.BlockOf(g, call.Pos())
			return at != nil && flow.Loops(g, at, nil)
		})
	})
}

const sendsOrCloses = lifecycle.ChanSends | lifecycle.ChanGuards | lifecycle.ChanCloses

func hasRoom(m signals.Make) bool { return m.Buffer != 0 }

// packageLevel reports whether a variable of the package holds the channel.
func (c *checker) packageLevel(ch *channel) bool {
	return slices.ContainsFunc(ch.Vars, func(v *types.Var) bool { return v.Parent() == c.pass.Pkg.Scope() })
}

// nilChannel reports the use of a local variable that is declared and never
// set.
func (c *checker) nilChannel(ch *channel) bool {
	v := ch.Vars[0]
	uses := append(slices.Clone(ch.receives), ch.sends...)
	if len(ch.Vars) != 1 || v.IsField() || !isChan(v.Type()) || uses[0].In == nil || isParam(v, uses[0].In) {
		return false
	}
	return c.waits(ch, uses, "%s is nil here, where control blocks forever (nothing is assigned to it)")
}

// waits reports the first of the uses in which control waits for nothing
// else. In main it may be there to keep the process alive.
func (c *checker) waits(ch *channel, uses []signals.Use, message string) bool {
	if len(uses) == 0 || c.forOthers(ch, missingHalf(uses[0])) {
		return false
	}
	for _, u := range uses {
		if !bare(u) || u.In == nil || c.endsProcess(u.In) || u.Op != signals.Send && (c.isBody(u.In) || isFreeze(u)) {
			continue
		}
		from, to := extent(u)
		f := report.Finding{Pos: from, End: to, Category: noPeer, Message: fmt.Sprintf(message, describe(u))}
		if u.Var.Name() != "" {
			f.Related = madeAt(ch)
		}
		c.out.Report(f)
		return true
	}
	return false
}

// isFreeze reports whether a receive is there to wait forever:
//
//	<-make(chan struct{})
func isFreeze(u signals.Use) bool {
	e, ok := u.Node.(*ast.UnaryExpr)
	if !ok {
		return false
	}
	_, made := ast.Unparen(e.X).(*ast.CallExpr)
	return made && u.Var.Name() == "" && u.Var.Pos() == ast.Unparen(e.X).Pos()
}

// isBody reports whether goroutines run f: that nothing stops a goroutine
// which waits for what never comes is for goroutinestop to say.
func (c *checker) isBody(f *lifecycle.Func) bool {
	return slices.ContainsFunc(c.lc.Spawns(), func(s *lifecycle.Spawn) bool { return s.Body.Func == f })
}

// madeAt points to the place where the channel is made, if it is one.
func madeAt(ch *channel) []analysis.RelatedInformation {
	if len(ch.Makes) != 1 {
		return nil
	}
	made := ch.Makes[0].Call
	return []analysis.RelatedInformation{{Pos: made.Pos(), End: made.End(), Message: "the channel is made here"}}
}

// missingHalf returns which direction of a channel is needed for what the use
// waits for.
func missingHalf(u signals.Use) types.ChanDir {
	if u.Op == signals.Send {
		return types.RecvOnly
	}
	return types.SendOnly
}

// extent returns the range of a use: of a range statement without its body.
func extent(u signals.Use) (from, to token.Pos) {
	if loop, ok := u.Node.(*ast.RangeStmt); ok {
		return loop.Pos(), loop.X.End()
	}
	return u.Node.Pos(), u.Node.End()
}

// unclosed reports a range over a channel that nothing closes, unless
// something in the loop leaves it. What belongs to a type that has no method
// to end it lives as long as the process.
func (c *checker) unclosed(ch *channel) bool {
	if len(ch.closes) > 0 || ch.hands(lifecycle.ChanCloses) || len(ch.Makes) == 0 || c.packageLevel(ch) || ch.inField() && !c.canBeStopped(ch) {
		return false
	}
	for _, u := range ch.receives {
		loop, ok := u.Node.(*ast.RangeStmt)
		if !ok || u.In == nil || c.endsProcess(u.In) || leaves(loop) {
			continue
		}
		if c.forOthers(ch, types.SendOnly) || c.madeForProcess(ch) {
			return false
		}
		from, to := extent(u)
		c.out.Report(report.Finding{
			Pos:      from,
			End:      to,
			Category: neverClosed,
			Message:  fmt.Sprintf("range over %s never ends (nothing closes it)", describe(u)),
			Related:  madeAt(ch),
		})
		return true
	}
	return false
}

// madeForProcess reports whether the channel is made where the process ends
// with the function.
func (c *checker) madeForProcess(ch *channel) bool {
	return !slices.ContainsFunc(ch.Makes, func(m signals.Make) bool { return !c.endsProcess(m.In) })
}

// leaves reports whether something in the body of the loop may leave it: a
// return, a break, a goto, or a call that does not return.
func leaves(loop *ast.RangeStmt) bool {
	found := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Tok != token.CONTINUE
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}
