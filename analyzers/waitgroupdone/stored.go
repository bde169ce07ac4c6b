package waitgroupdone

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// stored reports an Add for work whose Done stands in a func that is stored
// in a field, if the only function that calls the field leaves it out when
// something fails:
//
//	job.done = func(*page) { ...; wg.Done() }
//	wg.Add(1)
//	schedule(job)
//	...
//	func (j *job) run() {
//		if err := j.load(); err != nil {
//			return // the func is not called
//		}
//		j.done(&j.page)
//	}
func (f *finder) stored(add lifecycle.Step) bool {
	if f.t.Kind != lifecycle.LocalTracker || add.N != 1 || add.In != f.t.Func {
		return false
	}
	field := f.storedIn(add.In)
	if field == nil {
		return false
	}
	callers, all := f.tallies.FieldCallers(field)
	if !all || len(callers) != 1 || callers[0].Decl == nil {
		return false
	}
	for _, ret := range f.tallies.SkipsCall(field, callers[0]) {
		if !f.failed(callers[0], ret) {
			continue
		}
		finding := f.at(add.Call, unbalancedAdd, "%s is counted here, but %s may return without the call of %s that calls Done",
			f.name(), callers[0].Decl.Name.Name, field.Name())
		finding.Related = []analysis.RelatedInformation{related(ret, "this return comes before the call")}
		f.out.Report(finding)
		return true
	}
	return false
}

// storedIn returns the field that is set to a func that is sure to call Done,
// if nothing else in fn marks the tracker as done.
func (f *finder) storedIn(fn *lifecycle.Func) *types.Var {
	var field *types.Var
	for _, b := range f.lc.CFG(fn).Blocks {
		for _, n := range b.Nodes {
			if f.tallies.Effect(f.t, fn, n).Max == 0 {
				continue
			}
			assign, ok := n.(*ast.AssignStmt)
			if !ok || field != nil || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
				return nil
			}
			sel, ok := assign.Lhs[0].(*ast.SelectorExpr)
			body := f.lc.Value(assign.Rhs[0]).Func
			if !ok || body == nil || f.tallies.Dones(f.t, body).Span != (lifecycle.Span{Min: 1, Max: 1}) {
				return nil
			}
			v, ok := f.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
			if !ok || !v.IsField() || v.Pkg() != f.pass.Pkg || v.Exported() {
				return nil
			}
			field = v.Origin()
		}
	}
	return field
}

// failed reports whether the return depends on an error that is not nil.
func (f *finder) failed(fn *lifecycle.Func, ret *ast.ReturnStmt) bool {
	failed := false
	for _, guard := range f.lc.Guards(fn, ret.Pos()) {
		flow.Holds(guard.Cond, guard.Truth, func(part ast.Expr, truth bool) {
			b, ok := part.(*ast.BinaryExpr)
			if !ok || !f.pass.TypesInfo.Types[b.Y].IsNil() || truth != (b.Op.String() == "!=") {
				return
			}
			t := f.pass.TypesInfo.TypeOf(b.X)
			failed = failed || t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
		})
	}
	return failed
}
