package waitgroupdone

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// afterGo reports an Add that follows the go statement whose goroutine it
// counts: the goroutine may call Done first, and Wait may return before.
//
//	go s.flush()
//	s.wg.Add(1)
func (f *finder) afterGo(add lifecycle.Step) bool {
	list, at := siblings(add.In.Body(), add.Call)
	if at == 0 || add.N < 1 {
		return false
	}
	var start *ast.GoStmt
	var between []ast.Stmt
	for i := at - 1; i >= 0 && start == nil; i-- {
		switch stmt := list[i].(type) {
		case *ast.GoStmt:
			start = stmt
		case *ast.AssignStmt, *ast.ExprStmt, *ast.DeclStmt, *ast.IncDecStmt:
			between = append(between, stmt)
		default:
			return false
		}
	}
	if start == nil || !f.marksOnce(add.In, start) || f.counted(add, start) || f.marksAfter(add) {
		return false
	}
	for _, stmt := range between {
		if f.tallies.Effect(f.t, add.In, stmt).Max > 0 || f.waitAt(stmt) != noWait {
			return false
		}
	}
	finding := f.at(add.Call, addAfterGo, "%s is counted after the goroutine that calls Done has been started (Wait may come first)", f.name())
	finding.Related = []analysis.RelatedInformation{related(start.Call.Fun, "it is started here")}
	if len(between) == 0 {
		finding.Fixes = f.moveBefore(list[at], start, "Move the call of Add before the go statement")
	}
	f.out.Report(finding)
	return true
}

// marksOnce reports whether the goroutine is sure to mark the tracker as
// done, and adds nothing itself.
func (f *finder) marksOnce(in *lifecycle.Func, start *ast.GoStmt) bool {
	if body := f.lc.Callee(start.Call).Func; body != nil && f.tallies.Adds(f.t, body) {
		return false
	}
	return f.tallies.Effect(f.t, in, start).Min == 1
}

// counted reports whether something else may have counted the goroutine
// before it starts: an Add that control may come from, or another function.
func (f *finder) counted(add lifecycle.Step, start *ast.GoStmt) bool {
	g := f.lc.CFG(add.In)
	to := flow.BlockOf(g, start.Pos())
	if to == nil {
		return true
	}
	for _, other := range f.t.Sites() {
		if other.Role&lifecycle.Counts == 0 || other.Role&lifecycle.Spawns != 0 || other.Call == add.Call {
			continue
		}
		if other.In != add.In {
			if f.t.Kind == lifecycle.LocalTracker && !within(add.In.Body(), other.Pos) {
				return true
			}
			continue
		}
		from := flow.BlockOf(g, other.Pos)
		if from == nil || from != to && flow.Reachable(g, from, nil)[to.Index] || from == to && other.Pos < start.Pos() {
			return !f.balanced(other, start)
		}
	}
	return false
}

// balanced reports whether a goroutine is started between the other Add and
// the go statement, so that the Add belongs to that one.
func (f *finder) balanced(other lifecycle.Site, start *ast.GoStmt) bool {
	found := false
	for _, b := range f.lc.CFG(other.In).Blocks {
		for _, n := range b.Nodes {
			if b.Live && other.Pos < n.Pos() && n.Pos() < start.Pos() {
				found = found || f.tallies.Effect(f.t, other.In, n).Max > 0
			}
		}
	}
	return found
}

// marksAfter reports whether something else may call for the Add: a mark
// that comes after it.
func (f *finder) marksAfter(add lifecycle.Step) bool {
	g := f.lc.CFG(add.In)
	from := flow.BlockOf(g, add.Call.Pos())
	if from == nil {
		return true
	}
	marks := func(b *cfg.Block) bool {
		for _, n := range b.Nodes {
			if n.Pos() > add.Call.Pos() && f.tallies.Effect(f.t, add.In, n).Max > 0 {
				return true
			}
		}
		return false
	}
	for i, reached := range flow.Reachable(g, from, nil) {
		if reached && marks(g.Blocks[i]) {
			return true
		}
	}
	return false
}
