package waitgroupwait

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// What a round of a loop has started proves that the loop has rounds:
//
//	for _, job := range jobs {
//		wg.Go(job.run)
//	}
//	if len(jobs) == 0 {
//		return nil
//	}

// A bound is what has to be above zero for a loop to have rounds.
type bound struct {
	text string
	loop ast.Stmt
}

// bounds returns those of the loops around start that nothing changes.
func (f *skipFinder) bounds(start ast.Node) []bound {
	var list []bound
	ast.Inspect(f.home.Body(), func(n ast.Node) bool {
		if n == nil || start.Pos() < n.Pos() || n.End() <= start.Pos() {
			return false
		}
		loop, of := n, ast.Expr(nil)
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.RangeStmt:
			of = n.X
		case *ast.ForStmt:
			if cond, ok := n.Cond.(*ast.BinaryExpr); ok && cond.Op == token.LSS && startsAtZero(n.Init) {
				of = cond.Y
			}
		}
		if of != nil && f.neverSet(of) {
			if text := f.size(of); text != "" {
				list = append(list, bound{text, loop.(ast.Stmt)})
			}
		}
		return true
	})
	return list
}

// startsAtZero reports whether the statement is i := 0.
func startsAtZero(init ast.Stmt) bool {
	assign, ok := init.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return false
	}
	lit, ok := assign.Rhs[0].(*ast.BasicLit)
	return ok && lit.Value == "0"
}

// size returns what says how many rounds a range over e has, as text.
func (f *skipFinder) size(e ast.Expr) string {
	t := f.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return ""
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsInteger != 0 {
			return types.ExprString(ast.Unparen(e))
		}
		return "len(" + types.ExprString(e) + ")" // a string
	case *types.Slice, *types.Map:
		return "len(" + types.ExprString(e) + ")"
	}
	return ""
}

// neverSet reports whether the function sets none of the variables in e other
// than where it declares it.
func (f *skipFinder) neverSet(e ast.Expr) bool {
	names := make(map[types.Object]bool)
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := f.pass.TypesInfo.Uses[id].(*types.Var); ok {
				names[v] = true
			}
		}
		return true
	})
	for _, name := range f.assigned() {
		if names[f.pass.TypesInfo.Uses[name]] {
			return false
		}
	}
	return true
}

// empty reports whether the edge is taken only if one of the loops has had no
// round.
func (f *skipFinder) empty(bounds []bound, e flow.Edge) bool {
	cond := flow.Condition(e.From)
	if cond == nil || len(bounds) == 0 {
		return false
	}
	empty := false
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		b, ok := part.(*ast.BinaryExpr)
		if !ok || !f.saysNone(b, truth) {
			return
		}
		x := types.ExprString(ast.Unparen(b.X))
		for _, bound := range bounds {
			empty = empty || bound.text == x
		}
	})
	return empty
}

// saysNone reports whether a comparison that has come out as truth says that
// its left side is not above zero.
//
//	len(jobs) == 0, n < 1, n <= 0
func (f *skipFinder) saysNone(b *ast.BinaryExpr, truth bool) bool {
	v := f.pass.TypesInfo.Types[b.Y].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	n, _ := constant.Int64Val(v)
	op, not := positive(b.Op)
	truth = truth != not
	switch op {
	case token.EQL:
		return truth && n == 0
	case token.LSS: // also of >=
		return truth && n == 1
	case token.GTR: // also of <=
		return !truth && n == 0
	}
	return false
}
