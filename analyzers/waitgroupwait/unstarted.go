package waitgroupwait

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// refused reports whether the edge is taken only if the call at start, which
// counts and starts, has failed. It is taken to have started nothing then.
//
//	if err := subscribe(ctx, &wg); err != nil {
//		return err
//	}
//	wg.Wait()
func (f *skipFinder) refused(start ast.Node, e flow.Edge) bool {
	if _, ok := start.(*ast.AssignStmt); !ok || flow.BlockOf(f.g, start.Pos()) != e.From {
		return false
	}
	cond := flow.Condition(e.From)
	if cond == nil {
		return false
	}
	failed := false
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		b, ok := part.(*ast.BinaryExpr)
		if ok && truth == (b.Op == token.NEQ) {
			err := f.testedError(b)
			failed = failed || err != nil && f.assignsAt(start, err)
		}
	})
	return failed
}

// clearsUp reports whether function home leaves all Waits for t to goroutines
// whose word nobody is there to hear: home has received from the channel that
// such a one closes before it starts it, and hands it to nobody. What returns
// earlier has waited no less.
//
//	for range replicas {
//		select {
//		case r := <-results:
//			...
//		case <-ctx.Done():
//			return ctx.Err()
//		}
//	}
//	go func() {
//		wg.Wait()
//		close(results)
//	}()
func (c *checker) clearsUp(t *lifecycle.Tracker, home *lifecycle.Func) bool {
	waits := 0
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Waits == 0 {
			continue
		}
		waits++
		found := false
		for _, g := range c.goStatements() {
			found = found || g.fn == s.In && g.fn.Lit != nil && g.from == home && !c.heardOf(g)
		}
		if !found {
			return false
		}
	}
	return waits > 0
}

// heardOf reports whether anyone may learn from the goroutine that it has come
// to its end: by a channel that is not the function's own, or that is mentioned
// elsewhere other than to be sent on, or received from earlier.
func (c *checker) heardOf(g goroutine) bool {
	heard := contains(g.fn.Body(), isNothing, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && flow.CalledName(call) != "close" && c.tells(call)
	})
	own := make(map[types.Object]bool)
	ast.Inspect(g.fn.Body(), func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && c.isChan(e) {
			id, ok := ast.Unparen(e).(*ast.Ident)
			v := c.pass.TypesInfo.Uses[id]
			heard = heard || !ok || v == nil || v.Pos() < g.from.Body().Pos() || g.from.Body().End() <= v.Pos()
			own[v] = true
		}
		return !heard
	})
	earlier := make(map[ast.Expr]bool)
	ast.Inspect(g.from.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			return n != g.at
		case *ast.SendStmt:
			earlier[ast.Unparen(n.Chan)] = true
		case *ast.UnaryExpr:
			earlier[ast.Unparen(n.X)] = n.Op == token.ARROW && c.isPast(g, n)
		case *ast.Ident:
			heard = heard || own[c.pass.TypesInfo.Uses[n]] && !earlier[n]
		}
		return !heard
	})
	return heard
}

func (c *checker) isChan(e ast.Expr) bool {
	_, ok := c.underlying(e).(*types.Chan)
	return ok
}

// isPast reports whether the node is one of the function that starts g, to
// which control does not come back once it has started g.
func (c *checker) isPast(g goroutine, n ast.Node) bool {
	return c.funcOf(n) == g.from && !c.leads(g.from, g.at.Pos(), n.Pos())
}
