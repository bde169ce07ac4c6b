package goroutineblocked

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// inFixedLoop reports whether pos is in a loop of f that makes a
// constant number of rounds: what it starts has been counted by hand.
//
//	for range 2 { go ... }
//	for i := 0; i < replicas; i++ { go ... } // a constant
//	for _, host := range []string{primary, standby} { go ... }
func (c *checker) inFixedLoop(f *lifecycle.Func, pos token.Pos) bool {
	fixed := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt:
			if cond, ok := n.Cond.(*ast.BinaryExpr); ok && contains(n.Body, pos) && (cond.Op == token.LSS || cond.Op == token.LEQ) {
				fixed = fixed || c.isConstant(cond.Y)
			}
		case *ast.RangeStmt:
			if contains(n.Body, pos) {
				fixed = fixed || c.isConstant(n.X) || c.isFixed(n.X)
			}
		}
		return true
	})
	return fixed
}

// streams reports whether body sends in a loop that makes as many rounds as
// it likes: no buffer has room for all of that.
func (r *receiver) streams(body *lifecycle.Func) bool {
	return slices.ContainsFunc(r.ch.sends, func(u signals.Use) bool {
		return bare(u) && u.In == body && r.repeats(body, u.Pos()) && !r.inFixedLoop(body, u.Pos())
	})
}

// rounds returns how many rounds the fixed loops make in which pos is, as far
// as that can be told; else it is 1.
func (r *receiver) rounds(pos token.Pos) int {
	n := 1
	ast.Inspect(r.f.Body(), func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt:
			if contains(node.Body, pos) && r.countsUp(node) {
				n *= r.constant(node.Cond.(*ast.BinaryExpr).Y)
			}
		case *ast.RangeStmt:
			if lit, ok := ast.Unparen(node.X).(*ast.CompositeLit); ok && contains(node.Body, pos) {
				n *= len(lit.Elts)
			} else if contains(node.Body, pos) {
				n *= r.constant(node.X)
			}
		}
		return true
	})
	return n
}

// countsUp reports whether a loop is for i := 0; i < n; i++.
func (r *receiver) countsUp(loop *ast.ForStmt) bool {
	init, ok := loop.Init.(*ast.AssignStmt)
	if !ok || len(init.Rhs) != 1 || r.pass.TypesInfo.Types[init.Rhs[0]].Value == nil || r.constant(init.Rhs[0]) != 1 {
		return false
	}
	cond, ok := loop.Cond.(*ast.BinaryExpr)
	inc, isInc := loop.Post.(*ast.IncDecStmt)
	return ok && cond.Op == token.LSS && isInc && inc.Tok == token.INC
}

// constant returns the value of a small positive constant, else 1.
func (r *receiver) constant(e ast.Expr) int {
	v := r.pass.TypesInfo.Types[e].Value
	if v == nil {
		return 1
	}
	n, exact := constant.Int64Val(constant.ToInt(v))
	if !exact || n < 1 || n > 1<<10 {
		return 1
	}
	return int(n)
}

// tooMany reports whether so many values are more than there is room for and
// the function receives, which does so in no loop.
func (r *receiver) tooMany(n int) bool {
	for _, u := range r.receives {
		if b := flow.BlockOf(r.g, u.Pos()); u.Op == signals.Range || b == nil || r.inLoop(b) {
			return false
		}
	}
	return n > int(r.ch.Makes[0].Buffer)+len(r.receives)
}

func (c *checker) isConstant(e ast.Expr) bool { return c.pass.TypesInfo.Types[e].Value != nil }

// isFixed reports whether e is an array, or a list that is written out.
func (c *checker) isFixed(e ast.Expr) bool {
	if _, ok := ast.Unparen(e).(*ast.CompositeLit); ok {
		return true
	}
	t := c.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	_, array := t.Underlying().(*types.Array)
	return array
}
