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
)

// A Wait is too early if nothing can have been counted when control comes to
// it, and something is counted after it: that is not waited for.
//
//	var wg sync.WaitGroup
//	wg.Wait()
//	for _, id := range ids {
//		wg.Go(func() { load(id) })
//	}
//
// A result is too early if the function returns the value that a variable has
// before the deferred Wait, and goroutines assign the variable until then:
//
//	var names []string
//	defer wg.Wait()
//	wg.Go(func() { names = append(names, find()) })
//	return names

// reportEarlyWait reports a Wait for tracker t that is its only one and
// comes before all that is counted. It returns whether there is one.
func (c *checker) reportEarlyWait(t *lifecycle.Tracker, home *lifecycle.Func) bool {
	var count *lifecycle.Site
	sites := t.Sites()
	for _, s := range sites {
		if s.Role&lifecycle.Counts == 0 {
			continue
		}
		if s.Role&lifecycle.Waits != 0 {
			return false
		}
		if count == nil {
			count = &s
		}
	}
	waits := c.waits(t)
	if count == nil || t.Kind != lifecycle.LocalTracker || len(waits) != 1 || waits[0].fn != home || waits[0].deferred != nil {
		return false
	}
	w := waits[0]
	for _, s := range sites {
		if s.Role&lifecycle.Waits != 0 && s.Pos != w.site.Pos {
			return false // someone else waits, too
		}
		if s.Role&(lifecycle.Counts|lifecycle.Spawns) != 0 && c.leadsWithin(home, s.Pos, w.site.Pos, w.decl) {
			return false
		}
	}
	if !c.leadsWithin(home, w.site.Pos, count.Pos, w.decl) || c.inLoopWith(w.site.Call, t.Var) {
		return false
	}
	c.out.Report(report.Finding{
		Pos:      w.site.Pos,
		End:      w.site.End,
		Category: earlyWait,
		Message:  fmt.Sprintf("%q is waited for before anything is counted, and not after line %d", t.Var.Name(), c.pass.Fset.Position(count.Pos).Line),
		Related:  []analysis.RelatedInformation{{Pos: count.Pos, End: count.End, Message: "work is counted here"}},
	})
	return true
}

// inLoopWith reports whether the call stands in a loop that v is declared
// outside of: it may wait for what an earlier round has counted.
func (c *checker) inLoopWith(call *ast.CallExpr, v *types.Var) bool {
	loop := c.loopAround(call)
	return loop != nil && (v.Pos() < loop.Pos() || loop.End() <= v.Pos())
}

// reportEarlyResult reports a return of a variable that the goroutines of
// tracker t assign, if only a deferred Wait waits for them.
func (c *checker) reportEarlyResult(t *lifecycle.Tracker, home *lifecycle.Func) {
	waits := c.waits(t)
	if len(waits) == 0 || c.receives(home.Body(), isLiteral) || awaits(home.Body(), setAside) {
		return // it may know that a goroutine has assigned by then
	}
	for _, w := range waits {
		if w.deferred == nil || w.fn != home {
			return
		}
	}
	g := c.lc.CFG(home)
	for _, gr := range c.goroutines(t) {
		if gr.fn.Lit == nil || gr.from != home {
			continue
		}
		assigned := c.assignedIn(gr.fn, home)
		if len(assigned) == 0 {
			continue
		}
		b, i := flow.NodeAt(g, gr.at.Pos())
		if b == nil {
			continue
		}
		var found *ast.ReturnStmt
		var name *ast.Ident
		flow.Sweep{Graph: g, Node: func(n ast.Node) bool {
			if ret, ok := n.(*ast.ReturnStmt); ok && name == nil {
				found, name = ret, c.mentioned(ret, assigned)
			}
			return true
		}}.From(b, i+1)
		if name != nil {
			c.out.Report(report.Finding{
				Pos:      name.Pos(),
				End:      name.End(),
				Category: earlyResult,
				Message: fmt.Sprintf("%q is returned as it is before the deferred Wait, and the goroutine of line %d still assigns it",
					name.Name, c.line(gr.at)),
				Related: []analysis.RelatedInformation{
					{Pos: found.Pos(), End: found.End(), Message: "results are evaluated before deferred calls"},
					{Pos: gr.at.Pos(), End: gr.at.End(), Message: "the goroutine is started here"},
				},
			})
			return
		}
	}
}

// setAside reports whether a node is code that runs at another time.
func setAside(n ast.Node) bool { return isLiteral(n) || isDefer(n) }

// funcOf returns the function that a node stands in.
func (c *checker) funcOf(n ast.Node) *lifecycle.Func { return c.lc.Enclosing(c.cursor(n)) }

// assignedIn returns the local variables of outer, results left out, that the
// literal fn assigns, or a field of which it does.
func (c *checker) assignedIn(fn, outer *lifecycle.Func) map[types.Object]bool {
	vars := make(map[types.Object]bool)
	add := func(e ast.Expr) {
		e = ast.Unparen(e)
		if sel, ok := e.(*ast.SelectorExpr); ok {
			if _, isStruct := c.underlying(sel.X).(*types.Struct); !isStruct {
				return
			}
			e = ast.Unparen(sel.X)
		}
		id, ok := e.(*ast.Ident)
		if !ok {
			return
		}
		v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
		if ok && v.Kind() == types.LocalVar && outer.Body().Pos() <= v.Pos() && v.Pos() < outer.Body().End() &&
			(v.Pos() < fn.Pos() || fn.Body().End() <= v.Pos()) {
			vars[v] = true
		}
	}
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				add(lhs)
			}
		case *ast.IncDecStmt:
			add(n.X)
		}
		return true
	})
	return vars
}

// mentioned returns the name of one of the variables in a return statement
// where it is evaluated, and not just pointed to; or nil.
func (c *checker) mentioned(ret *ast.ReturnStmt, vars map[types.Object]bool) *ast.Ident {
	var found *ast.Ident
	for _, result := range ret.Results {
		ast.Inspect(result, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.UnaryExpr:
				return n.Op != token.AND
			case *ast.Ident:
				if found == nil && vars[c.pass.TypesInfo.Uses[n]] {
					found = n
				}
			}
			return true
		})
	}
	return found
}
