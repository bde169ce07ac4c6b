package waitgroupwait

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

// A buffered channel that limits how many goroutines run at a time counts
// them, and whoever fills it up waits for them all. If nobody does, the
// function returns while the last ones run:
//
//	limit := make(chan struct{}, workers)
//	for _, part := range parts {
//		limit <- struct{}{}
//		go func() {
//			defer func() { <-limit }()
//			copyPart(part)
//		}()
//	}
//	return nil
//
// It is one if the function makes the channel, no one else has it, all that is
// received from it is received by such goroutines at their end, and these tell
// nobody else that they have ended. How many there are has to depend on
// something that ends: a loop that accepts connections, or takes from a
// channel, serves for as long as it can, and so may what it starts.

// reportSemaphores reports the channels of the package that limit goroutines
// without anyone waiting for them.
func (c *checker) reportSemaphores() {
	if !slices.ContainsFunc(c.goStatements(), c.releases) {
		return
	}
	for _, sig := range c.signals().Signals() {
		if sig.Kind != signals.Channel || sig.Foreign || sig.Gone || sig.Shown || len(sig.Makes) != 1 {
			continue
		}
		if m := sig.Makes[0]; m.In != nil && m.Buffer != 0 {
			c.reportSemaphore(sig, m.In)
		}
	}
}

// releases reports, by syntax alone, whether a goroutine defers a receive.
func (c *checker) releases(g goroutine) bool {
	found := false
	ast.Inspect(g.fn.Body(), func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok {
			ast.Inspect(d, func(n ast.Node) bool {
				u, ok := n.(*ast.UnaryExpr)
				found = found || ok && u.Op == token.ARROW
				return !found
			})
		}
		return !found
	})
	return found
}

func (c *checker) reportSemaphore(sig *signals.Signal, home *lifecycle.Func) {
	if c.receives(home.Body(), isLiteral) {
		return // it may receive what the goroutines tell in another way
	}
	var limited []goroutine
	for _, u := range sig.Uses {
		switch u.Op {
		case signals.Receive:
			g, ok := c.releasedBy(u)
			if !ok || !c.within(g.from, home) || !c.silent(g.fn, sig) || !c.bounded(g) {
				return
			}
			limited = append(limited, g)
		case signals.Send:
			if u.Select != nil || u.In == nil || !c.beforeGo(u) {
				return // it is filled up, or taken by something else
			}
		default:
			return
		}
	}
	if len(limited) == 0 || !sig.Does(signals.Send) {
		return
	}
	first := limited[0]
	c.out.Report(report.Finding{
		Pos:      first.at.Pos(),
		End:      first.at.End(),
		Category: limitedOnly,
		Message:  fmt.Sprintf("goroutines are limited by %q but not waited for: the function returns while the last of them run", sig.Name()),
		Related:  []analysis.RelatedInformation{{Pos: sig.Makes[0].Call.Pos(), End: sig.Makes[0].Call.End(), Message: fmt.Sprintf("%q is made here", sig.Name())}},
	})
}

// releasedBy returns the goroutine that receives as the last thing it does.
func (c *checker) releasedBy(u signals.Use) (goroutine, bool) {
	for _, g := range c.goStatements() {
		if (u.In == g.fn || u.In != nil && u.In.Parent == g.fn) && c.deferring(g.fn, u.Node) != nil {
			return g, true
		}
	}
	return goroutine{}, false
}

// within reports whether fn is home or a literal in it.
func (c *checker) within(fn, home *lifecycle.Func) bool {
	for ; fn != nil; fn = fn.Parent {
		if fn == home {
			return true
		}
	}
	return false
}

// beforeGo reports whether the send makes room for a goroutine: a go statement
// comes after it, or it stands in the goroutine itself.
func (c *checker) beforeGo(u signals.Use) bool {
	for _, g := range c.goStatements() {
		if g.fn == u.In || g.from == u.In && c.leads(u.In, u.Pos(), g.at.Pos()) {
			return true
		}
	}
	return false
}

// bounded reports whether the loop that starts g in its function ends by
// itself: a range over something that is no channel, or a for with a condition.
// What is no loop of the function's own, as a callback, is called by one.
func (c *checker) bounded(g goroutine) bool {
	cur := c.cursor(g.at)
	for cur.Valid() {
		switch n := cur.Node().(type) {
		case *ast.RangeStmt:
			if _, isChan := c.underlying(n.X).(*types.Chan); isChan {
				return false
			}
		case *ast.ForStmt:
			if n.Cond == nil {
				return false
			}
		case *ast.FuncDecl:
			return true
		}
		cur = cur.Parent()
	}
	return true
}

// silent reports whether the function tells nobody that it ends: it sends on
// no other channel, closes none, calls nothing that its caller has handed to
// it, and no Done or the like. What it calls in the package calls no Done.
func (c *checker) silent(fn *lifecycle.Func, limit *signals.Signal) bool {
	quiet := true
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			quiet = quiet && c.signals().Of(n.Chan) == limit
		case *ast.CallExpr:
			to := c.lc.Callee(n)
			quiet = quiet && !c.tells(n) && to.Var == nil
			if to.Func != nil && to.Func.Lit == nil && to.Func.Body() != nil && quiet {
				quiet = !contains(to.Func.Body(), isNothing, func(n ast.Node) bool {
					call, ok := n.(*ast.CallExpr)
					return ok && flow.CalledName(call) == "Done" && c.tells(call)
				})
			}
		}
		return quiet
	})
	return quiet
}

func isNothing(ast.Node) bool { return false }

// tellers are the names of what tells someone that work has ended, or keeps
// account of it.
var tellers = []string{"close", "Done", "done", "Broadcast", "Signal", "Release", "Add", "Store", "Swap", "CompareAndSwap", "cancel"}

// tells reports whether the call may tell someone that work has ended. The Done
// of a context, which returns something, does not.
func (c *checker) tells(call *ast.CallExpr) bool {
	name := flow.CalledName(call)
	if name == "Done" {
		tv := c.pass.TypesInfo.Types[ast.Expr(call)]
		return tv.IsVoid()
	}
	return slices.Contains(tellers, name)
}
