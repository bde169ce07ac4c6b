package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A timer that has run out sends once. A loop that has received that, and
// sets the timer again with the drain that the documentation once asked for,
// waits for what does not come again:
//
//	for {
//		select {
//		case <-timer.C:
//			flush() // and no timer.Reset
//		case <-changed:
//			if !timer.Stop() {
//				<-timer.C // waits forever, whatever becomes of ctx
//			}
//			timer.Reset(delay)
//		case <-ctx.Done():
//			return
//		}
//	}

// drains reports such receives in loops that a signal is to end.
func (c *checker) drains() {
	var taken, bare []signals.Use
	for _, s := range c.signals.Signals() {
		for _, u := range s.Uses {
			switch {
			case u.Op != signals.Receive || u.In == nil || c.timerOf(u.Node) == nil:
			case u.Select == nil:
				bare = append(bare, u)
			default:
				taken = append(taken, u)
			}
		}
	}
	for _, d := range bare {
		i := slices.IndexFunc(taken, func(u signals.Use) bool {
			return u.In == d.In && c.drainsAfter(d, u, types.ExprString(c.timerOf(d.Node)))
		})
		if i < 0 {
			continue
		}
		c.out.Report(report.Finding{
			Pos: d.Pos(), End: d.Node.End(), Category: deaf,
			Message: fmt.Sprintf("drain of %s waits forever after the receive on line %d, whatever signal comes",
				text(c.timerOf(d.Node)), c.pass.Fset.Position(taken[i].Pos()).Line),
			Related: relatedAt(taken[i].Pos(), "where the timer's value is taken"),
		})
	}
}

// timerOf returns the timer from whose channel n receives, or nil.
func (c *checker) timerOf(n ast.Node) ast.Expr {
	recv, ok := n.(*ast.UnaryExpr)
	if !ok {
		return nil
	}
	sel, ok := ast.Unparen(recv.X).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "C" || types.TypeString(c.pass.TypesInfo.TypeOf(sel.X), nil) != "*time.Timer" {
		return nil
	}
	return sel.X
}

// drainsAfter reports whether control that has taken the value of the timer
// in a case of a select comes to the drain d, past nothing that sets the
// timer again. The select has a case that ends the loop.
func (c *checker) drainsAfter(d, taken signals.Use, timer string) bool {
	if types.ExprString(c.timerOf(taken.Node)) != timer || !c.ifNotStopped(d, timer) ||
		!slices.ContainsFunc(taken.Select.Body.List, func(stmt ast.Stmt) bool { return c.stopOf(stmt.(*ast.CommClause)) != nil }) {
		return false
	}
	g := c.lc.CFG(d.In)
	if g == nil {
		return false
	}
	comes, of := false, c.object(c.timerOf(d.Node))
	for _, b := range g.Blocks {
		if b.Live && b.Kind == cfg.KindSelectCaseBody && b.Stmt == ast.Stmt(taken.Clause) {
			flow.Sweep{Graph: g, Edge: c.plausible, Node: func(n ast.Node) bool {
				comes = comes || n.Pos() <= d.Pos() && d.Pos() < n.End()
				return !comes && !c.setsTimer(n, timer, of)
			}}.From(b, 0)
		}
	}
	return comes
}

// ifNotStopped reports whether the drain depends on no more than that the
// timer has run out: who asks for something else first may know that it is set.
func (c *checker) ifNotStopped(d signals.Use, timer string) bool {
	found, ifs := false, 0
	var walk func(n ast.Node) bool
	walk = func(n ast.Node) bool {
		stmt, ok := n.(*ast.IfStmt)
		if !ok {
			return !found
		}
		if ifs == 0 && isNotStop(stmt.Cond, timer) {
			found = found || slices.ContainsFunc(stmt.Body.List, func(s ast.Stmt) bool {
				e, ok := s.(*ast.ExprStmt)
				return ok && ast.Unparen(e.X) == d.Node
			})
		}
		ifs++
		ast.Inspect(stmt.Body, walk)
		if stmt.Else != nil {
			ast.Inspect(stmt.Else, walk)
		}
		ifs--
		return false
	}
	ast.Inspect(d.In.Body(), walk)
	return found
}

// isNotStop reports whether cond is !timer.Stop().
func isNotStop(cond ast.Expr, timer string) bool {
	not, ok := ast.Unparen(cond).(*ast.UnaryExpr)
	return ok && not.Op == token.NOT && isCallOf(not.X, timer, "Stop")
}

func isCallOf(e ast.Expr, timer, method string) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == method && types.ExprString(sel.X) == timer
}

// object returns the variable or field that e names.
func (c *checker) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.pass.TypesInfo.ObjectOf(e)
	case *ast.SelectorExpr:
		return c.pass.TypesInfo.ObjectOf(e.Sel)
	}
	return nil
}

// setsTimer reports whether n sets the timer again, or lets somebody else
// do so. The timer is that in variable or field of.
func (c *checker) setsTimer(n ast.Node, timer string, of types.Object) bool {
	sets := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			sets = sets || slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { return types.ExprString(e) == timer })
		case *ast.CallExpr:
			sets = sets || isCallOf(n, timer, "Reset") || c.touches(c.lc.Callee(n), of, 2) ||
				slices.ContainsFunc(n.Args, func(e ast.Expr) bool { return types.ExprString(e) == timer })
		}
		return !sets
	})
	return sets
}

// touches reports whether the target, or what it calls, names the variable.
func (c *checker) touches(to lifecycle.Target, of types.Object, depth int) bool {
	f := to.Func
	if f == nil || f.Body() == nil {
		return to.Var != nil // a function value may do anything
	}
	return c.mentioned(of, f) || depth > 0 && slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool {
		return c.touches(c.lc.Callee(call), of, depth-1)
	})
}
