package waitgroupwait

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Below the last Wait a return skips it if the Wait is under a condition. As a
// rule that condition is about what has been started, whatever it asks:
//
//	if len(shards) > 1 {
//		wg.Wait()
//	}
//	return nil
//
// Only a test of an error is not. Then what was started before the error came
// about still runs:
//
//	if err == nil {
//		wg.Wait()
//	}
//	return err

// underIfs reports whether all Waits stand under nothing but if statements.
func (f *skipFinder) underIfs() bool {
	var open []ast.Node
	only := true
	ast.Inspect(f.home.Body(), func(n ast.Node) bool {
		if n == nil {
			open = open[:len(open)-1]
			return true
		}
		open = append(open, n)
		call, ok := n.(*ast.CallExpr)
		if !ok || !f.isWait(call) {
			return true
		}
		for _, outer := range open {
			switch outer.(type) {
			case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit, *ast.DeferStmt:
				only = false
			}
		}
		return true
	})
	return only
}

func (f *skipFinder) isWait(call *ast.CallExpr) bool {
	for _, s := range f.sites {
		if s.Call == call && s.Role&lifecycle.Waits != 0 {
			return true
		}
	}
	return false
}

// goesAround reports whether the i-th way out of block b goes around a Wait
// that stands under an if, unless that tests an error which does not come from
// the start itself.
func (f *skipFinder) goesAround(b *cfg.Block, i int, start ast.Node) bool {
	if len(b.Succs) != 2 || b.Succs[0].Kind != cfg.KindIfThen {
		return false
	}
	stmt := b.Succs[0].Stmt.(*ast.IfStmt)
	then, otherwise := f.waitsIn(stmt.Body), stmt.Else != nil && f.waitsIn(stmt.Else)
	if then == otherwise || then != (i == 1) {
		return false
	}
	err := f.testedError(stmt.Cond)
	return err == nil || f.names(start, err) || f.assignsAt(start, err)
}

func (f *skipFinder) waitsIn(n ast.Node) bool {
	for _, s := range f.sites {
		if s.Role&lifecycle.Waits != 0 && n.Pos() <= s.Pos && s.Pos < n.End() {
			return true
		}
	}
	return false
}

// testedError returns the variable that a condition compares with nil if it is
// an error, or nil.
func (f *skipFinder) testedError(cond ast.Expr) types.Object {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.EQL && b.Op != token.NEQ || !f.pass.TypesInfo.Types[b.Y].IsNil() {
		return nil
	}
	v := f.object(b.X)
	if v == nil || !isError(v.Type()) {
		return nil
	}
	return v
}

// assignsAt reports whether the node assigns v, as err = start(&wg) does.
func (f *skipFinder) assignsAt(n ast.Node, v types.Object) bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok {
		return false
	}
	for _, lhs := range assign.Lhs {
		if id, ok := ast.Unparen(lhs).(*ast.Ident); ok && f.pass.TypesInfo.ObjectOf(id) == v {
			return true
		}
	}
	return false
}
