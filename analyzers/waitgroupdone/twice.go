package waitgroupdone

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// double reports a second Done on a way through a body that is counted once.
//
//	defer wg.Done()
//	if err != nil {
//		wg.Done()
//		return
//	}
func (f *finder) double(body *lifecycle.Func) {
	if slices.ContainsFunc(f.adds, func(add lifecycle.Step) bool { return !f.countsOnce(add) }) {
		return // it may be counted more than once
	}
	on := ""
	for _, d := range f.dones {
		if within(body.Body(), d.Call.Pos()) {
			if d.N != 1 || on != "" && on != base(d.Call) {
				return
			}
			on = base(d.Call)
		}
	}
	type marked struct {
		times uint8
		first ast.Node
	}
	var first, second ast.Node
	walk := flow.Walk[marked]{Graph: f.lc.CFG(body), Asked: f.tallies.Asked(body), End: func(marked, *cfg.Block) {}}
	walk.Node = func(m marked, b *cfg.Block, n ast.Node) (marked, bool) {
		done := f.doneIn(n)
		does := f.tallies.Effect(f.t, body, n)
		if done == nil || does.Min == 0 {
			return m, m.times == 0 || !f.asserts(n)
		}
		m.times += does.Min
		if m.times == 1 {
			m.first = done
			return m, true
		}
		if second == nil || done.Pos() < second.Pos() {
			first, second = m.first, done
		}
		return m, false
	}
	walk.From(walk.Graph.Blocks[0], marked{})
	if first == nil || second == nil {
		return
	}
	finding := f.at(second, doubleDone, "Done for %s may be called here a second time, after line %d (the counter goes negative)", f.name(), f.line(first.Pos()))
	finding.Related = []analysis.RelatedInformation{related(first, "Done is called here")}
	f.out.Report(finding)
}

// asserts reports whether the node hands an error to a helper of a test, which
// ends the goroutine if there is one:
//
//	if err != nil {
//		wg.Done()
//		require.NoError(t, err)
//	}
func (f *finder) asserts(n ast.Node) bool {
	if !f.lc.Directives.InTest(n.Pos()) {
		return false
	}
	ends := false
	flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
		fails, tests := false, false
		for _, arg := range call.Args {
			switch t := types.TypeString(f.pass.TypesInfo.TypeOf(arg), (*types.Package).Name); t {
			case "error":
				fails = true
			case "*testing.T", "*testing.B", "testing.TB":
				tests = true
			}
		}
		ends = ends || how == flow.Runs && fails && tests
	})
	return ends
}

// countsOnce reports whether the Add counts each goroutine once: it adds one,
// or as many as are started after it.
func (f *finder) countsOnce(add lifecycle.Step) bool {
	if add.N == 1 {
		return true
	}
	if add.In == nil || len(add.Call.Args) != 1 {
		return false
	}
	list, at := siblings(add.In.Body(), add.Call)
	starts := 0
	for _, stmt := range list[min(len(list), at+1):] {
		switch stmt := stmt.(type) {
		case *ast.GoStmt:
			if f.mentionsDone(add.In, stmt) {
				starts++
			}
		case *ast.ForStmt, *ast.RangeStmt:
			if f.mentionsDone(add.In, stmt) {
				rounds, ok := f.rounds(add.In, stmt)
				return starts == 0 && ok && rounds == f.amount(add.In, add.Call.Args[0]) && f.startsIn(stmt) == 1
			}
		}
	}
	return starts > 0 && starts == add.N
}

// startsIn returns how many go statements a loop has.
func (f *finder) startsIn(loop ast.Stmt) int {
	starts := 0
	for _, s := range f.lc.Spawns() {
		if within(loop, s.Call.Pos()) {
			starts++
		}
	}
	return starts
}

// deferredInLoop reports a Done that each round of a loop defers, in a body
// that is counted once: all of them are called when the goroutine ends.
//
//	for {
//		defer wg.Done()
//		...
//	}
func (f *finder) deferredInLoop(body *lifecycle.Func) {
	if !f.surelyCounted(body) || slices.ContainsFunc(f.adds, func(add lifecycle.Step) bool { return add.N != 1 }) {
		return
	}
	g := f.lc.CFG(body)
	for _, b := range g.Blocks {
		for _, n := range b.Nodes {
			stmt, ok := n.(*ast.DeferStmt)
			if ok && b.Live && f.isDone(stmt.Call) && flow.Loops(g, b, nil) {
				f.out.Report(f.at(stmt, doubleDone, "Done for %s is deferred in a loop, once for each round (the counter goes negative)", f.name()))
				return
			}
		}
	}
}

// doneIn returns the first call in a node, or in a literal inside it, that
// marks the tracker as done.
func (f *finder) doneIn(n ast.Node) ast.Node {
	for _, d := range f.dones {
		if within(n, d.Call.Pos()) {
			return d.Call
		}
	}
	return nil
}

// recovered reports a body whose Done is skipped by a panic that the body
// recovers from: the program goes on and Wait never returns.
//
//	defer func() { if p := recover(); p != nil { log.Print(p) } }()
//	handle(job)
//	wg.Done()
func (f *finder) recovered(body *lifecycle.Func) {
	if !f.lc.Recovers(body) {
		return
	}
	var done *ast.CallExpr
	for _, d := range f.dones {
		switch {
		case !within(body.Body(), d.Call.Pos()):
		case d.In != body || done != nil:
			return
		default:
			done = d.Call
		}
	}
	if done == nil || !f.risky(body, done) {
		return
	}
	finding := f.at(done, doneSkipped, "Done for %s is not deferred, and a panic that the goroutine recovers from skips it", f.name())
	finding.Fixes = f.deferFirst(body)
	f.out.Report(finding)
}

// risky reports whether the Done, which is no deferred one, is called after
// something else has been.
func (f *finder) risky(body *lifecycle.Func, done *ast.CallExpr) bool {
	risky := false
	for _, b := range f.lc.CFG(body).Blocks {
		for _, n := range b.Nodes {
			if _, ok := n.(*ast.DeferStmt); ok {
				if within(n, done.Pos()) {
					return false
				}
				continue
			}
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				if call.End() <= done.Pos() && (how == flow.Runs || how == flow.MayRun) && !f.harmless(call) {
					risky = true
				}
			})
		}
	}
	return risky
}

// harmless reports whether the call is a conversion or that of a builtin.
func (f *finder) harmless(call *ast.CallExpr) bool {
	tv := f.pass.TypesInfo.Types[call.Fun]
	return tv.IsType() || tv.IsBuiltin()
}
