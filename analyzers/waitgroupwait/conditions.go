package waitgroupwait

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// An outcome is a condition, or a part of one, and how it has come out.
type outcome struct {
	cond  ast.Expr
	truth bool
	at    *cfg.Block // which evaluates it last
}

// passed returns the conditions that control has passed when it comes to
// start, and that nothing can have changed since.
func (f *skipFinder) passed(start ast.Node) []outcome {
	var list []outcome
	for _, g := range f.lc.Guards(f.home, start.Pos()) {
		if g.Tag != nil || flow.Condition(g.Block) == nil {
			continue // of a switch
		}
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			if f.stable(part, g.Block) {
				list = append(list, outcome{part, truth, g.Block})
			}
		})
	}
	return list
}

// contradicts reports whether control that leaves block b by its i-th edge
// finds a condition to be otherwise than it was when it passed it.
//
//	if parallel { wg.Go(f) }
//	if !parallel { return serial() }
func (f *skipFinder) contradicts(passed []outcome, b *cfg.Block, i int) bool {
	cond := flow.Condition(b)
	if cond == nil || len(passed) == 0 {
		return false
	}
	contradiction := false
	flow.Holds(cond, i == 0, func(part ast.Expr, truth bool) {
		for _, p := range passed {
			alike, same := f.sameTest(p.cond, part)
			contradiction = contradiction || same && p.at != b && alike != (p.truth == truth)
		}
	})
	return contradiction
}

// sameTest reports whether x and y test the same, and whether they always
// come out alike or always differently, as a == b and a != b do.
func (f *skipFinder) sameTest(x, y ast.Expr) (alike, same bool) {
	a, ok := x.(*ast.BinaryExpr)
	b, ok2 := y.(*ast.BinaryExpr)
	if !ok || !ok2 {
		return true, !ok && !ok2 && f.same(x, y)
	}
	opA, notA := positive(a.Op)
	opB, notB := positive(b.Op)
	return notA == notB, opA == opB && f.same(a.X, b.X) && f.same(a.Y, b.Y)
}

// positive returns an operator and whether op is its opposite.
func positive(op token.Token) (token.Token, bool) {
	switch op {
	case token.NEQ:
		return token.EQL, true
	case token.GEQ:
		return token.LSS, true
	case token.LEQ:
		return token.GTR, true
	}
	return op, false
}

// same reports whether x and y have the same value as long as no variable
// in them is assigned. Of the calls only len and cap have.
func (f *skipFinder) same(x, y ast.Expr) bool {
	info := f.pass.TypesInfo
	x, y = ast.Unparen(x), ast.Unparen(y)
	if v, w := info.Types[x].Value, info.Types[y].Value; v != nil && w != nil {
		return v.Kind() == w.Kind() && constant.Compare(v, token.EQL, w)
	}
	switch x := x.(type) {
	case *ast.Ident:
		y, ok := y.(*ast.Ident)
		return ok && info.Uses[x] != nil && info.Uses[x] == info.Uses[y]
	case *ast.SelectorExpr:
		y, ok := y.(*ast.SelectorExpr)
		if !ok || info.Uses[x.Sel] != info.Uses[y.Sel] {
			return false
		}
		_, isVar := info.Uses[x.Sel].(*types.Var)
		return isVar && (info.Selections[x] == nil || f.same(x.X, y.X))
	case *ast.StarExpr:
		y, ok := y.(*ast.StarExpr)
		return ok && f.same(x.X, y.X)
	case *ast.UnaryExpr:
		y, ok := y.(*ast.UnaryExpr)
		return ok && x.Op == y.Op && x.Op != token.ARROW && f.same(x.X, y.X)
	case *ast.BinaryExpr:
		y, ok := y.(*ast.BinaryExpr)
		return ok && x.Op == y.Op && f.same(x.X, y.X) && f.same(x.Y, y.Y)
	case *ast.CallExpr:
		y, ok := y.(*ast.CallExpr)
		if !ok || len(x.Args) != 1 || len(y.Args) != 1 || !f.same(x.Fun, y.Fun) {
			return false
		}
		fn, _ := ast.Unparen(x.Fun).(*ast.Ident)
		_, builtin := info.Uses[fn].(*types.Builtin)
		return builtin && f.same(x.Args[0], y.Args[0])
	}
	return false
}

// stable reports whether no variable or field that cond names is assigned
// where control may come to after cond has been evaluated in block b.
// Assignments in a literal count where the literal stands.
func (f *skipFinder) stable(cond ast.Expr, b *cfg.Block) bool {
	names := make(map[types.Object]bool)
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := f.pass.TypesInfo.Uses[id].(*types.Var); ok {
				names[v] = true
			}
		}
		return true
	})
	stable := true
	for _, name := range f.assigned() {
		if !names[f.pass.TypesInfo.ObjectOf(name)] {
			continue
		}
		at := flow.BlockOf(f.g, name.Pos())
		stable = stable && at != nil && !f.comesAfter(at, b)
	}
	return stable
}

// comesAfter reports whether control that leaves block b may come to at.
func (f *skipFinder) comesAfter(at, b *cfg.Block) bool {
	for _, succ := range b.Succs {
		if flow.Reachable(f.g, succ, nil)[at.Index] {
			return true
		}
	}
	return false
}

// assigned returns the names of the variables and fields that the function
// assigns, increments, ranges with, or takes the address of.
func (f *skipFinder) assigned() []*ast.Ident {
	if f.assignments != nil {
		return f.assignments
	}
	f.assignments = make([]*ast.Ident, 0)
	add := func(list ...ast.Expr) {
		for _, e := range list {
			switch e := ast.Unparen(e).(type) {
			case *ast.Ident:
				f.assignments = append(f.assignments, e)
			case *ast.SelectorExpr:
				f.assignments = append(f.assignments, e.Sel)
			}
		}
	}
	ast.Inspect(f.home.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			add(n.Lhs...)
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.RangeStmt:
			add(n.Key, n.Value)
		case *ast.ValueSpec:
			f.assignments = append(f.assignments, n.Names...)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X)
			}
		}
		return true
	})
	return f.assignments
}
