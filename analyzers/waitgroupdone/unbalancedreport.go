package waitgroupdone

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// counts reports whether an ending is a finding. What happens to a local
// group of this function is all in sight. Others may be marked by someone else,
// a worker that finds the job in a queue: there the return has to hand an error
// to the caller, or nobody else must call Done.
func (l *ledger) counts(e ending) bool {
	if l.t.Kind == lifecycle.LocalTracker && l.fn == l.t.Func {
		return true
	}
	ret, ok := e.node.(*ast.ReturnStmt)
	switch {
	case ok && l.fails(ret):
		return l.starts || l.marks && !l.keepsShut(ret)
	case l.t.Kind == lifecycle.ParamTracker:
		return l.starts && ok && len(ret.Results) == 0
	}
	return l.starts && l.nobodyElse()
}

// nobodyElse reports whether all that calls Done is started by this function,
// once for each Add.
func (l *ledger) nobodyElse() bool {
	for _, done := range l.dones {
		if done.In == nil {
			return false
		}
		if outermost(done.In) == outermost(l.fn) {
			continue
		}
		started := false
		for _, s := range l.lc.Spawns() {
			if s.Body.Func == done.In {
				if s.In == nil || outermost(s.In) != outermost(l.fn) {
					return false
				}
				started = true
			}
		}
		if !started || l.tallies.Dones(l.t, done.In).Loops {
			return false
		}
	}
	return true
}

// fails reports whether the return hands an error to the caller.
func (l *ledger) fails(ret *ast.ReturnStmt) bool {
	if len(ret.Results) == 0 {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	tv := l.pass.TypesInfo.Types[last]
	return !tv.IsNil() && tv.Type != nil && types.Identical(tv.Type, types.Universe.Lookup("error").Type())
}

func (l *ledger) report(e ending) {
	if finding, ok := l.noDoneIn(e); ok {
		l.out.Report(finding)
		return
	}
	var finding report.Finding
	line := l.line(e.node.Pos())
	switch {
	case e.kind == atWait && (l.add.N > 1 || e.left > 1) && l.starts:
		finding = l.at(l.add.Call, countMismatch, "Add counts %d for %s, and %d too few are marked as done before Wait on line %d",
			l.add.N, l.name(), e.left, line)
	case e.kind == atWait:
		finding = l.at(l.add.Call, unbalancedAdd, "%s is counted here and may not be marked as done before Wait on line %d (it blocks forever)", l.name(), line)
	case e.kind == atAdd:
		finding = l.at(l.add.Call, unbalancedAdd, "%s is counted here, but a round of the loop may start nothing that calls Done", l.name())
	case l.starts:
		finding = l.at(l.add.Call, unbalancedAdd, "%s is counted here, but the return on line %d comes before what calls Done (Wait blocks forever)", l.name(), line)
	default:
		finding = l.at(e.node, doneSkipped, "return skips the Done for %s, which is counted on line %d (Wait blocks forever)", l.name(), l.line(l.add.Call.Pos()))
	}
	switch other := ast.Node(l.add.Call); {
	case finding.Category == doneSkipped:
		finding.Related = []analysis.RelatedInformation{related(other, l.name()+" is counted here")}
	case e.kind == atWait:
		finding.Related = []analysis.RelatedInformation{related(e.node, "Wait is called here")}
	case e.kind == atReturn:
		finding.Related = []analysis.RelatedInformation{related(e.node, "this return may be reached")}
	}
	l.out.Report(finding)
}

// noDoneIn returns the finding about a goroutine that is started right after
// the Add and does nothing for the tracker.
func (l *ledger) noDoneIn(e ending) (finding report.Finding, ok bool) {
	if e.kind != atWait {
		return finding, false
	}
	list, i := siblings(l.fn.Body(), l.add.Call)
	if list == nil || i+1 >= len(list) {
		return finding, false
	}
	stmt, isGo := list[i+1].(*ast.GoStmt)
	if !isGo {
		return finding, false
	}
	body := l.lc.Callee(stmt.Call).Func
	if body == nil || l.effects[stmt].Max > 0 {
		return finding, false
	}
	for _, s := range l.waits {
		if s.In != nil && body.Body() != nil && within(body.Body(), s.Pos) {
			return finding, false
		}
	}
	finding = report.Finding{
		Pos:      stmt.Go,
		End:      stmt.Go + 2,
		Category: noDone,
		Message: fmt.Sprintf("goroutine that %s counts never calls Done (Wait on line %d blocks forever)",
			l.name(), l.line(e.node.Pos())),
		Related: []analysis.RelatedInformation{related(l.add.Call, "it is counted here")},
	}
	return finding, true
}

// undone reports whether something marks the tracker as done after the call,
// or the caller gets to know what came of it. A helper that tells nobody what
// came of it is trusted by a function that counts for itself alone.
func (l *ledger) undone(call *ast.CallExpr) bool {
	if tv := l.pass.TypesInfo.Types[call]; tv.IsVoid() && l.t.Kind == lifecycle.LocalTracker {
		return true
	}
	from := flow.BlockOf(l.g, call.Pos())
	if from == nil {
		return true
	}
	if ret := from.Return(); ret != nil && within(ret, call.Pos()) {
		return true
	}
	reached := flow.Reachable(l.g, from, nil)
	for _, b := range l.g.Blocks {
		for _, n := range b.Nodes {
			after := b != from && reached[b.Index] || b == from && n.Pos() > call.Pos()
			if after && l.effects[n].Max > 0 && !within(n, call.Pos()) {
				return true
			}
		}
	}
	return false
}

func (l *ledger) reportRefusal() {
	helper := types.ExprString(ast.Unparen(l.refuses.Fun))
	if sel, ok := ast.Unparen(l.refuses.Fun).(*ast.SelectorExpr); ok {
		helper = sel.Sel.Name
	}
	finding := l.at(l.add.Call, unbalancedAdd, "%s is counted here, but %s may return without running the func that calls Done", l.name(), helper)
	finding.Related = []analysis.RelatedInformation{related(l.refuses.Fun, "it is given the func here")}
	l.out.Report(finding)
}

// siblings returns the list of statements one of which consists of the call,
// and its index.
func siblings(body *ast.BlockStmt, call *ast.CallExpr) (list []ast.Stmt, at int) {
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || list != nil || !within(n, call.Pos()) {
			return false
		}
		var stmts []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			stmts = n.List
		case *ast.CaseClause:
			stmts = n.Body
		case *ast.CommClause:
			stmts = n.Body
		}
		for i, stmt := range stmts {
			if flow.CallOf(stmt) == call {
				list, at = stmts, i
			}
		}
		return true
	})
	return list, at
}
