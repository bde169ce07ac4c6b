package waitgroupwait

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A Wait never returns if it stands in a goroutine that the group counts and
// that has not called Done by then:
//
//	wg.Go(func() {
//		work()
//		wg.Wait()
//		close(results)
//	})
//
// or if it stands in the loop whose goroutines have all been counted before:
//
//	wg.Add(len(jobs))
//	for _, job := range jobs {
//		go func() { defer wg.Done(); job() }()
//		wg.Wait()
//	}

// reportDeadlock reports the first Wait for t that waits for itself, or for
// goroutines that are started after it. It returns whether there is one.
func (c *checker) reportDeadlock(t *lifecycle.Tracker) bool {
	return c.reportSelfWait(t) || t.Kind == lifecycle.LocalTracker && (c.reportLoopWait(t) || c.reportUnreceived(t))
}

func (c *checker) reportSelfWait(t *lifecycle.Tracker) bool {
	sites := t.Sites()
	if !slices.ContainsFunc(sites, func(s lifecycle.Site) bool { return s.Role&lifecycle.Waits != 0 }) {
		return false
	}
	for _, g := range c.goroutines(t) {
		pos, end, via := c.waitIn(t, g)
		if !pos.IsValid() {
			continue
		}
		c.out.Report(report.Finding{
			Pos:      pos,
			End:      end,
			Category: waitDeadlock,
			Message:  fmt.Sprintf("%s%q is waited for in a goroutine that it counts, so the Wait cannot return", via, t.Var.Name()),
			Related:  []analysis.RelatedInformation{{Pos: g.at.Pos(), End: g.at.End(), Message: "the goroutine is started here"}},
		})
		return true
	}
	return false
}

// waitIn returns where g waits for t, itself or through a method of its
// receiver, and names that method.
func (c *checker) waitIn(t *lifecycle.Tracker, g goroutine) (pos, end token.Pos, via string) {
	dones, _ := c.dones(t.Sites(), g)
	sites := t.Sites()
	for _, p := range c.trackerParams(g.fn) {
		if c.isGiven(t, g, p) {
			sites = append(sites, p.Sites()...)
		}
	}
	for _, s := range sites {
		if s.Role&lifecycle.Waits != 0 && s.Call != nil && !s.Go && s.In == g.fn && c.deferring(g.fn, s.Call) == nil &&
			c.pending(g, dones, s.Pos) && (t.Kind != lifecycle.FieldTracker || c.sameOwner(g, dones, s.Call)) {
			return s.Pos, s.End, ""
		}
	}
	if t.Kind != lifecycle.FieldTracker {
		return token.NoPos, token.NoPos, ""
	}
	return c.waitThrough(t, g, dones)
}

// isGiven reports whether parameter p of the function of g stands for t.
func (c *checker) isGiven(t *lifecycle.Tracker, g goroutine, p *lifecycle.Tracker) bool {
	stmt, ok := g.at.(*ast.GoStmt)
	if !ok {
		return false
	}
	for i, name := range paramNames(g.fn.Type()) {
		if c.pass.TypesInfo.Defs[name] == p.Var && i < len(stmt.Call.Args) {
			arg := ast.Unparen(stmt.Call.Args[i])
			if u, ok := arg.(*ast.UnaryExpr); ok {
				arg = u.X
			}
			return c.object(arg) == t.Var
		}
	}
	return false
}

// pending reports whether g has not been counted off when control comes to
// pos: Go does that when it has returned, and so does a deferred Done. That
// one is deferred by then.
func (c *checker) pending(g goroutine, dones []lifecycle.Site, pos token.Pos) bool {
	if g.goes {
		return true
	}
	deferred := false
	for _, s := range dones {
		d := c.deferring(g.fn, at(s.Pos))
		switch {
		case d != nil && (d.Call == s.Call || s.In != g.fn):
			deferred = deferred || c.leads(g.fn, d.Pos(), pos)
		case s.In != g.fn || c.leads(g.fn, s.Pos, pos):
			return false
		default:
			deferred = true // it comes later
		}
	}
	return deferred
}

// waitThrough returns where g calls a method of its receiver that waits for
// the field t of it.
//
//	func (s *server) loop() {
//		defer s.wg.Done()
//		...
//		s.Close()
//	}
func (c *checker) waitThrough(t *lifecycle.Tracker, g goroutine, dones []lifecycle.Site) (pos, end token.Pos, via string) {
	for _, w := range c.waits(t) {
		if w.deferred != nil || w.fn.Obj == nil || w.fn == g.fn || w.fn.Obj.Signature().Recv() == nil {
			continue
		}
		if c.ownerOf(w.site.Call) != w.fn.Obj.Signature().Recv() {
			continue
		}
		ast.Inspect(g.fn.Body(), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
				return false
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && c.lc.Callee(n).Func == w.fn && !pos.IsValid() &&
					c.pending(g, dones, n.Pos()) && c.isOwner(g, dones, c.object(sel.X)) {
					pos, end, via = n.Pos(), n.End(), w.fn.Obj.Name()+": "
				}
			}
			return true
		})
	}
	return pos, end, via
}

// sameOwner reports whether the Wait is for the field of the same value as
// the Done, or the Go, of g.
func (c *checker) sameOwner(g goroutine, dones []lifecycle.Site, wait *ast.CallExpr) bool {
	return c.isOwner(g, dones, c.ownerOf(wait))
}

func (c *checker) isOwner(g goroutine, dones []lifecycle.Site, owner types.Object) bool {
	if owner == nil {
		return false
	}
	if call, ok := g.at.(*ast.CallExpr); ok && g.goes {
		sel, isSel := ast.Unparen(call.Args[0]).(*ast.SelectorExpr)
		if g.fn.Obj != nil && isSel { // s.wg.Go(s.loop)
			return c.ownerOf(call) == c.object(sel.X) && owner == g.fn.Obj.Signature().Recv()
		}
		return g.fn.Lit != nil && c.ownerOf(call) == owner
	}
	return len(dones) > 0 && dones[0].Call != nil && c.ownerOf(dones[0].Call) == owner
}

// ownerOf returns the variable whose field a method is called of.
//
//	s.wg.Wait()
func (c *checker) ownerOf(call *ast.CallExpr) types.Object {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if field, ok := ast.Unparen(sel.X).(*ast.SelectorExpr); ok {
		if id, ok := ast.Unparen(field.X).(*ast.Ident); ok {
			return c.pass.TypesInfo.Uses[id]
		}
		return nil
	}
	if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok { // of an embedded field
		return c.pass.TypesInfo.Uses[id]
	}
	return nil
}

func (c *checker) object(e ast.Expr) types.Object { return object(c.pass.TypesInfo, e) }

func (c *checker) reportLoopWait(t *lifecycle.Tracker) bool {
	var add *lifecycle.Site
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Counts == 0 {
			continue
		}
		if add != nil || s.Role&lifecycle.Spawns != 0 || s.Call == nil || len(s.Call.Args) != 1 || s.In != t.Func {
			return false // counted in several places
		}
		add = &s
	}
	if add == nil {
		return false
	}
	for _, w := range c.waits(t) {
		if w.deferred != nil || w.fn != t.Func {
			continue
		}
		for _, g := range c.goroutines(t) {
			loop := c.loopAround(w.site.Call)
			if g.from == t.Func && loop != nil && add.End <= loop.Pos() && loop.Pos() < g.at.Pos() && g.at.End() <= loop.End() &&
				c.rounds(loop) == types.ExprString(add.Call.Args[0]) && c.leads(t.Func, w.site.Pos, g.at.Pos()) {
				c.reportLoop(t, w, *add, loop)
				return true
			}
		}
	}
	return false
}

func (c *checker) reportLoop(t *lifecycle.Tracker, w wait, add lifecycle.Site, loop ast.Stmt) {
	c.out.Report(report.Finding{
		Pos:      w.site.Pos,
		End:      w.site.End,
		Category: waitDeadlock,
		Message: fmt.Sprintf("%q is waited for in the loop that starts its goroutines, which line %d counts all at once",
			t.Var.Name(), c.line(add.Call)),
		Related: []analysis.RelatedInformation{{Pos: add.Pos, End: add.End, Message: "all are counted here"}},
		Fixes:   c.behind(w, loop),
	})
}

// loopAround returns the innermost loop around a call, in its function.
func (c *checker) loopAround(call *ast.CallExpr) ast.Stmt {
	cur := c.cursor(call)
	for cur.Valid() && cur.ParentEdgeKind() != edge.FuncLit_Body && cur.ParentEdgeKind() != edge.FuncDecl_Body {
		cur = cur.Parent()
		switch n := cur.Node().(type) {
		case *ast.RangeStmt:
			return n
		case *ast.ForStmt:
			return n
		}
	}
	return nil
}

// rounds returns the expression that says how many rounds a loop has, or "".
//
//	for range jobs            len(jobs)
//	for range n               n
//	for i := 0; i < n; i++    n
func (c *checker) rounds(loop ast.Stmt) string {
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		if b, ok := c.underlying(loop.X).(*types.Basic); ok && b.Info()&types.IsInteger != 0 {
			return types.ExprString(loop.X)
		}
		return "len(" + types.ExprString(loop.X) + ")"
	case *ast.ForStmt:
		if cond, ok := loop.Cond.(*ast.BinaryExpr); ok && cond.Op == token.LSS {
			return types.ExprString(cond.Y)
		}
	}
	return ""
}
