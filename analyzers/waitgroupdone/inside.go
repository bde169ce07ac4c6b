package waitgroupdone

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// inside reports an Add in the goroutine that it counts: Wait may come before
// it and return at once. The goroutine is known by what it does itself: it
// adds, and it calls Done.
//
//	go func() {
//		conn := dial()
//		wg.Add(1)
//		defer wg.Done()
//		...
//	}()
//
// The Add may also stand in a function that the goroutine calls. It counts
// rightly if the goroutine is counted already when it starts, if a lock keeps
// Wait away, or if who waits has heard of the goroutine before. What vet
// reports, an Add that is the first statement of the literal, is left to vet.
func (f *finder) inside(add lifecycle.Step) bool {
	if add.N < 1 || !f.countsItself(add) || f.locked(add.In, add.Call.Pos()) {
		return false
	}
	spawns := f.spawnsOf(add.In, 2)
	if len(spawns) == 0 {
		return false
	}
	for _, s := range spawns {
		body := s.Body.Func
		switch {
		case s.Go == nil && !f.helps(s), f.counts(s), body != add.In && f.locked(body, body.Body().End()):
			return false
		case !f.waitsElsewhere(body, add.In), f.heard(s, add.In):
			return false
		}
	}
	start := spawns[0]
	if own, here := f.t.IsOwn(); here && own || !own && f.vets(start, add) {
		return true // it is told of the group in it, or by vet
	}
	message := "%s is counted in the goroutine itself (Wait on line %d may come first)"
	finding := f.at(add.Call, addInGoroutine, "%s is counted inside the goroutine that calls Done (Wait may come before it)", f.name())
	if f.t.Kind == lifecycle.LocalTracker && len(f.waits) > 0 {
		finding = f.at(add.Call, addInGoroutine, message, f.name(), f.line(f.waits[0].Pos))
	}
	finding.Related = []analysis.RelatedInformation{related(start.Call.Fun, "the goroutine is started here")}
	if _, literal := ast.Unparen(start.Call.Fun).(*ast.FuncLit); literal && start.Go != nil {
		finding.Related = []analysis.RelatedInformation{{Pos: start.Pos(), End: start.End(), Message: "the goroutine is started here"}}
		finding.Fixes = f.moveOut(start, add)
	}
	f.out.Report(finding)
	return true
}

// countsItself reports whether what the Add counts is what its function does
// itself: it calls Done, and starts nothing that does.
func (f *finder) countsItself(add lifecycle.Step) bool {
	itself := false
	for _, b := range f.lc.CFG(add.In).Blocks {
		for _, n := range b.Nodes {
			does := f.tallies.Effect(f.t, add.In, n)
			if does.Max == 0 {
				continue
			}
			_, deferred := n.(*ast.DeferStmt)
			if does.Starts && !deferred || does.Kept || f.doneIn(n) == nil {
				return false
			}
			itself = itself || deferred || n.Pos() > add.Call.Pos()
		}
	}
	return itself
}

// spawnsOf returns the go statements that run fn, or a function that calls
// it, over so many calls.
func (f *finder) spawnsOf(fn *lifecycle.Func, calls int) []*lifecycle.Spawn {
	var list []*lifecycle.Spawn
	for _, s := range f.lc.Spawns() {
		if s.Body.Func == fn && s.In != nil {
			list = append(list, s)
		}
	}
	if calls > 0 {
		for _, caller := range f.tallies.Callers(fn) {
			list = append(list, f.spawnsOf(caller, calls-1)...)
		}
	}
	return list
}

// counts reports whether the goroutine may be counted when it starts: what
// starts it adds, too.
func (f *finder) counts(s *lifecycle.Spawn) bool {
	body := s.Body.Func
	for _, t := range f.lc.Trackers() {
		if t != f.t && !f.gives(s, t) {
			continue
		}
		for _, add := range f.tallies.Steps(t) {
			if !add.Done && add.In != nil && outermost(add.In) == outermost(s.In) && !within(body.Body(), add.Call.Pos()) {
				return true
			}
		}
	}
	return false
}

// helps reports whether the goroutine is started by a function of this
// package that does not count it.
func (f *finder) helps(s *lifecycle.Spawn) bool {
	helper := f.lc.Callee(s.Call).Func
	return helper != nil && !f.tallies.Adds(f.t, helper)
}

// gives reports whether the go statement hands t to the goroutine.
func (f *finder) gives(s *lifecycle.Spawn, t *lifecycle.Tracker) bool {
	found := false
	for _, arg := range s.Call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && f.pass.TypesInfo.Uses[id] == t.Var
			return true
		})
	}
	return found
}

// waitsElsewhere reports whether someone waits for the tracker, and not the
// goroutine itself when it has added.
func (f *finder) waitsElsewhere(body, adder *lifecycle.Func) bool {
	if f.t.Kind == lifecycle.ParamTracker {
		return f.t.Func == body && f.t.Roles() == lifecycle.Counts|lifecycle.Done
	}
	if f.t.Func != nil && (f.t.Func == body || within(body.Body(), f.t.Var.Pos()) || within(adder.Body(), f.t.Var.Pos())) {
		return false
	}
	for _, w := range f.waits {
		if !within(body.Body(), w.Pos) && !within(adder.Body(), w.Pos) {
			return true
		}
	}
	return false
}

// locked reports whether fn takes a lock before pos.
func (f *finder) locked(fn *lifecycle.Func, pos token.Pos) bool {
	found := false
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && call.End() <= pos {
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
				switch sel.Sel.Name {
				case "Lock", "RLock", "TryLock", "TryRLock":
					found = true
				}
			}
		}
		return !found
	})
	return found
}

// vets reports whether the Add is where vet looks for one.
func (f *finder) vets(s *lifecycle.Spawn, add lifecycle.Step) bool {
	lit, ok := s.Call.Fun.(*ast.FuncLit)
	if !ok || len(lit.Body.List) == 0 {
		return false
	}
	first, ok := lit.Body.List[0].(*ast.ExprStmt)
	return ok && first.X == ast.Expr(add.Call)
}

// moveOut returns the fix that moves the Add before the go statement.
func (f *finder) moveOut(s *lifecycle.Spawn, add lifecycle.Step) []analysis.SuggestedFix {
	for _, stmt := range s.Body.Func.Body().List {
		if flow.CallOf(stmt) == add.Call && f.line(s.Go.Pos()) != f.line(stmt.Pos()) && !f.declaredIn(s.Body.Func, add.Call) {
			return f.moveBefore(stmt, s.Go, "Move the call of Add before the go statement")
		}
	}
	return nil
}

// declaredIn reports whether n names something that is declared in fn.
func (f *finder) declaredIn(fn *lifecycle.Func, n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			obj := f.pass.TypesInfo.Uses[id]
			found = found || obj != nil && (within(fn.Body(), obj.Pos()) || within(fn.Type(), obj.Pos()))
		}
		return !found
	})
	return found
}
