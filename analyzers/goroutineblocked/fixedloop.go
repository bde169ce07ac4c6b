package goroutineblocked

import (
	"go/ast"
	"go/token"
	"go/types"
)

// inFixedLoop reports whether pos is in a loop of the function that makes a
// constant number of rounds: what it starts has been counted by hand.
//
//	for range 2 { go ... }
//	for i := 0; i < replicas; i++ { go ... } // a constant
//	for _, host := range []string{primary, standby} { go ... }
func (r *receiver) inFixedLoop(pos token.Pos) bool {
	fixed := false
	ast.Inspect(r.f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt:
			if cond, ok := n.Cond.(*ast.BinaryExpr); ok && contains(n.Body, pos) {
				fixed = fixed || r.isConstant(cond.Y)
			}
		case *ast.RangeStmt:
			if contains(n.Body, pos) {
				fixed = fixed || r.isConstant(n.X) || r.isFixed(n.X)
			}
		}
		return true
	})
	return fixed
}

func (r *receiver) isConstant(e ast.Expr) bool { return r.pass.TypesInfo.Types[e].Value != nil }

// isFixed reports whether e is an array, or a list that is written out.
func (r *receiver) isFixed(e ast.Expr) bool {
	if _, ok := ast.Unparen(e).(*ast.CompositeLit); ok {
		return true
	}
	t := r.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	_, array := t.Underlying().(*types.Array)
	return array
}
