package waitgroupdone

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// differs reports an Add that counts one list where the loop goes over the
// other, if one of the two is what a condition has left of the other:
//
//	var live []*peer
//	for _, p := range peers {
//		if p.alive() {
//			live = append(live, p)
//		}
//	}
//	wg.Add(len(peers))
//	for _, p := range live {
//		go func() { defer wg.Done(); p.ping() }()
//	}
//
// Lists that are not known to come from one another may be equally long.
func (f *finder) differs(add lifecycle.Step, loop ast.Stmt) bool {
	over, ok := loop.(*ast.RangeStmt)
	if !ok {
		return false
	}
	counted, started := f.listOf(add.In, add.Call.Args[0]), f.local(over.X)
	if counted == nil || started == nil || counted == started {
		return false
	}
	if !f.filters(add.In, counted, started) && !f.filters(add.In, started, counted) {
		return false
	}
	finding := f.at(add.Call, countMismatch, "Add counts %s for %s, but the loop on line %d goes over %s, which may differ in length",
		counted.Name(), f.name(), f.line(loop.Pos()), started.Name())
	finding.Related = []analysis.RelatedInformation{{Pos: loop.Pos(), End: loop.Pos() + 3, Message: "the loop is here"}}
	f.out.Report(finding)
	return true
}

// listOf returns the variable xs if e is len(xs), or is set to that once.
func (f *finder) listOf(fn *lifecycle.Func, e ast.Expr) *types.Var {
	e = ast.Unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		if e = f.setOnce(fn, id); e == nil {
			return nil
		}
	}
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !f.builtin(call, "len") {
		return nil
	}
	return f.local(call.Args[0])
}

// local returns the local variable that e names.
func (f *finder) local(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := f.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Parent() == v.Pkg().Scope() {
		return nil
	}
	return v
}

func (f *finder) builtin(call *ast.CallExpr, name string) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && id.Name == name && f.pass.TypesInfo.Types[call.Fun].IsBuiltin()
}

// filters reports whether part is filled in one loop over whole, whose rounds
// may leave one out, and nowhere else. It is declared empty.
func (f *finder) filters(fn *lifecycle.Func, part, whole *types.Var) bool {
	var loop *ast.RangeStmt
	sets, appends := 0, 0
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		if n == nil {
			return true
		}
		for _, set := range f.assigned(n) {
			if set == part {
				sets++
			}
		}
		switch n := n.(type) {
		case *ast.RangeStmt:
			if f.local(n.X) == whole && f.appendsIn(n, part) > 0 {
				loop = n
			}
		case *ast.AssignStmt:
			appends += f.appendsIn(n, part)
		}
		return true
	})
	if loop == nil || appends != 1 || sets != 2 || !f.emptyAtFirst(fn, part) {
		return false
	}
	r := f.goRound(fn, loop, func(n ast.Node) (uint8, bool) { return uint8(f.appendsIn(n, part)), false })
	return r.skips && !r.odd
}

// appendsIn returns how many statements in n append one element to the
// variable.
func (f *finder) appendsIn(n ast.Node, v *types.Var) int {
	count := 0
	ast.Inspect(n, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || f.local(assign.Lhs[0]) != v {
			return true
		}
		call, ok := assign.Rhs[0].(*ast.CallExpr)
		if ok && len(call.Args) == 2 && !call.Ellipsis.IsValid() && f.builtin(call, "append") && f.local(call.Args[0]) == v {
			count++
		}
		return true
	})
	return count
}

// emptyAtFirst reports whether the variable is declared without elements.
func (f *finder) emptyAtFirst(fn *lifecycle.Func, v *types.Var) bool {
	empty := false
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			empty = empty || len(n.Values) == 0 && len(n.Names) == 1 && f.pass.TypesInfo.Defs[n.Names[0]] == v
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && f.pass.TypesInfo.Defs[id] == v && len(n.Rhs) == 1 {
				empty = empty || f.makesEmpty(n.Rhs[0])
			}
		}
		return true
	})
	return empty
}

func (f *finder) makesEmpty(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(e.Elts) == 0
	case *ast.CallExpr:
		if f.builtin(e, "make") && len(e.Args) > 1 {
			n, ok := f.constant(e.Args[1])
			return ok && n == 0
		}
	}
	return false
}
