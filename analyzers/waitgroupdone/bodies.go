package waitgroupdone

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// bodies looks at the functions that mark the tracker as done and run in
// goroutines, or are there for it: a function that is given a WaitGroup and
// only calls Done.
func (f *finder) bodies() {
	bodies := f.tallies.Bodies(f.t)
	if worker := f.t.Func; f.t.Kind == lifecycle.ParamTracker && worker != nil && f.t.Roles() == lifecycle.Done && len(bodies) == 0 {
		bodies = append(bodies, worker)
	}
	known := f.onlyIn(bodies)
	for _, body := range bodies {
		if f.tallies.Adds(f.t, body) {
			continue // it keeps an account of its own
		}
		does := f.tallies.Dones(f.t, body)
		switch {
		case does.Loops:
			f.deferredInLoop(body)
		case does.Max == 0:
		case does.Skips && known:
			f.skipped(body)
		case does.Skips:
			// What is skipped here may be done by who has the other Done.
		case does.Max > 1:
			f.double(body)
		default:
			f.recovered(body)
		}
	}
}

// onlyIn reports whether all calls of Done stand in one of the bodies, or in
// a function that adds: to undo that.
func (f *finder) onlyIn(bodies []*lifecycle.Func) bool {
	for _, d := range f.dones {
		inside := func(body *lifecycle.Func) bool { return within(body.Body(), d.Call.Pos()) }
		if !slices.ContainsFunc(bodies, inside) && (d.In == nil || !f.addsHere(d.In)) {
			return false
		}
	}
	return true
}

// skipped reports a body that comes to its end past no Done on some way.
func (f *finder) skipped(body *lifecycle.Func) {
	first := f.firstDone(body)
	if first == nil || !f.paired(body) || f.elected(body) || f.calledToo(body) || f.settledBefore(body) {
		return
	}
	var returns []*ast.ReturnStmt
	ends := false
	f.walk(body, func(done uint8, b *cfg.Block) {
		ret := b.Return()
		if done > 0 || ret == nil {
			return
		}
		ends = true
		if ret.End() < body.Body().Rbrace {
			returns = append(returns, ret)
		}
	})
	worker := f.t.Kind == lifecycle.ParamTracker && len(returns) > 0
	if !ends || !worker && !f.surelyCounted(body) && f.decidedOutside(body) {
		return
	}
	fixes := f.deferFirst(body)
	if len(returns) == 0 && awaited(body, first) {
		return
	}
	if len(returns) == 0 {
		finding := f.at(first, doneSkipped, "goroutine may end without this Done for %s (Wait never returns)", f.name())
		f.out.Report(finding)
		return
	}
	ret := returns[0]
	for _, other := range returns {
		if other.Pos() < ret.Pos() {
			ret = other
		}
	}
	finding := f.at(ret, doneSkipped, "return skips the Done for %s on line %d (Wait never returns)", f.name(), f.line(first.Pos()))
	finding.Related = []analysis.RelatedInformation{related(first, "Done is called here")}
	for _, other := range returns {
		if other != ret {
			finding.Related = append(finding.Related, related(other, "this return skips it, too"))
		}
	}
	finding.Fixes = fixes
	f.out.Report(finding)
}

// awaited reports whether the call stands in the case of a select in a loop.
// Such a loop goes round until the case comes, even if it counts its rounds.
func awaited(body *lifecycle.Func, call ast.Node) bool {
	loop, found := false, false
	ast.Inspect(body.Body(), func(n ast.Node) bool {
		if n == nil || !within(n, call.Pos()) {
			return false
		}
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			loop = true
		case *ast.CommClause:
			found = found || loop
		}
		return true
	})
	return found
}

// walk goes all ways through body and calls end with how often the tracker
// may be marked as done on each.
func (f *finder) walk(body *lifecycle.Func, end func(uint8, *cfg.Block)) {
	walk := flow.Walk[uint8]{Graph: f.lc.CFG(body), Asked: f.tallies.Asked(body), End: end}
	walk.Node = func(done uint8, _ *cfg.Block, n ast.Node) (uint8, bool) {
		return min(lifecycle.Many, done+f.tallies.Effect(f.t, body, n).Max), true
	}
	walk.Edge = func(done uint8, e flow.Edge) (uint8, bool) { return done, !f.tallies.Without(f.t, body, e) }
	walk.From(walk.Graph.Blocks[0], 0)
}

// firstDone returns the first call in the text of the body that marks the
// tracker as done.
func (f *finder) firstDone(body *lifecycle.Func) ast.Node {
	for _, d := range f.dones {
		if within(body.Body(), d.Call.Pos()) {
			return d.Call
		}
	}
	return nil
}

// decidedOutside reports whether all calls of Done in the body are under
// conditions on things that are what they were when the work was counted:
// then the Add may be under the same ones.
//
//	if wait { wg.Add(1) }
//	go func() { ...; if wait { wg.Done() } }()
func (f *finder) decidedOutside(body *lifecycle.Func) bool {
	for _, d := range f.dones {
		if !within(body.Body(), d.Call.Pos()) {
			continue
		}
		outside := false
		for fn := d.In; fn != nil; fn = fn.Parent {
			for _, guard := range f.lc.Guards(fn, d.Call.Pos()) {
				outside = outside || f.fixed(body, guard.Cond)
			}
			if fn == body {
				break
			}
		}
		if !outside {
			return false
		}
	}
	return true
}

// fixed reports whether the condition names only what is declared outside
// body, and calls nothing.
func (f *finder) fixed(body *lifecycle.Func, cond ast.Expr) bool {
	fixed := true
	ast.Inspect(cond, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			fixed = false
		case *ast.UnaryExpr:
			fixed = fixed && n.Op != token.ARROW
		case *ast.Ident:
			if v, ok := f.pass.TypesInfo.Uses[n].(*types.Var); ok && !v.IsField() && within(body.Body(), v.Pos()) {
				fixed = false
			}
		}
		return fixed
	})
	return fixed
}
