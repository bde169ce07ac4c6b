package waitgroupdone

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// An amount is a constant, or something and a constant: len(shards)+1.
type amount struct {
	of   string
	plus int
}

// maxAmount is the length from which on an amount is not spelled out.
const maxAmount = 30

func (a amount) String() string {
	switch {
	case len(a.of) > maxAmount:
		return "a number"
	case a.of == "":
		return fmt.Sprint(a.plus)
	case a.plus == 0:
		return a.of
	}
	return fmt.Sprintf("%s%+d", a.of, a.plus)
}

// amount returns what an expression comes to, with the variables that are set
// once in their function taken for what they are set to.
func (f *finder) amount(fn *lifecycle.Func, e ast.Expr) amount {
	e = ast.Unparen(e)
	if n, ok := f.constant(e); ok {
		return amount{plus: n}
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if n, ok := f.constant(e.Y); ok && (e.Op == token.ADD || e.Op == token.SUB) {
			a := f.amount(fn, e.X)
			if e.Op == token.SUB {
				n = -n
			}
			return amount{a.of, a.plus + n}
		}
	case *ast.CallExpr:
		if tv := f.pass.TypesInfo.Types[e.Fun]; tv.IsType() && len(e.Args) == 1 {
			return f.amount(fn, e.Args[0]) // a conversion
		}
	case *ast.Ident:
		if v := f.setOnce(fn, e); v != nil {
			return f.amount(fn, v)
		}
	}
	return amount{of: types.ExprString(e)}
}

func (f *finder) constant(e ast.Expr) (int, bool) {
	v := f.pass.TypesInfo.Types[e].Value
	if v == nil {
		return 0, false
	}
	n, ok := constant.Int64Val(constant.ToInt(v))
	return int(n), ok
}

// setOnce returns what the local variable is set to where it is declared, or
// nil if it is set anywhere else, too.
func (f *finder) setOnce(fn *lifecycle.Func, id *ast.Ident) ast.Expr {
	obj := f.pass.TypesInfo.Uses[id]
	if obj == nil {
		return nil
	}
	var value ast.Expr
	times := 0
	ast.Inspect(outermost(fn).Body(), func(n ast.Node) bool {
		if n == nil {
			return true
		}
		for _, set := range f.assigned(n) {
			if set == obj {
				times++
			}
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if l, ok := lhs.(*ast.Ident); ok && f.pass.TypesInfo.Defs[l] == obj && len(n.Lhs) == len(n.Rhs) {
					value = n.Rhs[i]
				}
			}
		case *ast.UnaryExpr:
			if x, ok := ast.Unparen(n.X).(*ast.Ident); ok && n.Op == token.AND && f.pass.TypesInfo.Uses[x] == obj {
				times++
			}
		}
		return true
	})
	if times != 1 {
		return nil
	}
	return value
}

// rounds returns how often a loop goes round if it is not left early. What
// it depends on has to be the same as it was before the loop.
//
//	for i, x := range xs
//	for range n
//	for i := 0; i < n; i++
func (f *finder) rounds(fn *lifecycle.Func, loop ast.Stmt) (amount, bool) {
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		t := f.pass.TypesInfo.TypeOf(loop.X)
		if t == nil {
			return amount{}, false
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		switch t := t.Underlying().(type) {
		case *types.Slice, *types.Map:
			return amount{of: "len(" + types.ExprString(loop.X) + ")"}, true
		case *types.Array:
			return amount{plus: int(t.Len())}, true
		case *types.Basic:
			return f.amount(fn, loop.X), t.Info()&types.IsInteger != 0
		}
	case *ast.ForStmt:
		return f.forRounds(fn, loop)
	}
	return amount{}, false
}

func (f *finder) forRounds(fn *lifecycle.Func, loop *ast.ForStmt) (amount, bool) {
	init, ok := loop.Init.(*ast.AssignStmt)
	if !ok || len(init.Lhs) != 1 || len(init.Rhs) != 1 {
		return amount{}, false
	}
	i, ok := init.Lhs[0].(*ast.Ident)
	from, isConst := f.constant(init.Rhs[0])
	cond, isCmp := loop.Cond.(*ast.BinaryExpr)
	post, isInc := loop.Post.(*ast.IncDecStmt)
	if !ok || !isConst || !isCmp || !isInc || post.Tok != token.INC || !same(cond.X, i) || !same(post.X, i) || f.sets(loop.Body, i) {
		return amount{}, false
	}
	to := f.amount(fn, cond.Y)
	to.plus -= from
	switch cond.Op {
	case token.LSS, token.NEQ:
		return to, true
	case token.LEQ:
		to.plus++
		return to, true
	}
	return amount{}, false
}

func same(e ast.Expr, id *ast.Ident) bool {
	other, ok := ast.Unparen(e).(*ast.Ident)
	return ok && other.Name == id.Name
}

// sets reports whether something in the body sets the variable that id declares.
func (f *finder) sets(body ast.Node, id *ast.Ident) bool {
	obj := f.pass.TypesInfo.ObjectOf(id)
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if n != nil {
			for _, set := range f.assigned(n) {
				found = found || set == obj
			}
		}
		return !found
	})
	return found
}

// steady reports whether nothing that the Add and the loop depend on is set
// more than once.
func (f *finder) steady(add lifecycle.Step, loop ast.Stmt) bool {
	heads := []ast.Node{add.Call.Args[0]}
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		heads = append(heads, loop.X)
	case *ast.ForStmt:
		heads = append(heads, loop.Cond.(*ast.BinaryExpr).Y)
	}
	steady := true
	for _, head := range heads {
		ast.Inspect(head, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := f.pass.TypesInfo.Uses[id].(*types.Var); ok {
					steady = steady && !v.IsField() && f.timesSet(outermost(add.In), v) <= 1
				}
			}
			return steady
		})
	}
	return steady
}

// timesSet returns how often fn sets the variable.
func (f *finder) timesSet(fn *lifecycle.Func, v *types.Var) int {
	times := 0
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		if n != nil {
			for _, set := range f.assigned(n) {
				if set == v {
					times++
				}
			}
		}
		return true
	})
	return times
}

// assigned returns what a node of the syntax tree sets by itself.
func (f *finder) assigned(n ast.Node) []types.Object {
	if _, ok := n.(*ast.DeclStmt); ok {
		return nil // what is in it comes by itself
	}
	return flow.Assigned(n, f.pass.TypesInfo)
}
