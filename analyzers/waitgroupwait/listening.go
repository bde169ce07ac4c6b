package waitgroupwait

import (
	"go/ast"
	"go/token"
	"go/types"
)

// receives reports whether code below root receives from a channel. What skip
// returns true for is left out.
func (c *checker) receives(root ast.Node, skip func(ast.Node) bool) bool {
	return contains(root, skip, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			return n.Op == token.ARROW
		case *ast.RangeStmt:
			_, isChan := c.underlying(n.X).(*types.Chan)
			return isChan
		}
		return false
	})
}

// awaits reports whether code below root calls a method Wait, or has it called.
func awaits(root ast.Node, skip func(ast.Node) bool) bool {
	return contains(root, skip, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		return ok && sel.Sel.Name == "Wait"
	})
}

// contains reports whether is returns true for a node below root. What skip
// returns true for is left out.
func contains(root ast.Node, skip, is func(ast.Node) bool) bool {
	found := false
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil || found || skip(n) {
			return false
		}
		found = is(n)
		return !found
	})
	return found
}

func isLiteral(n ast.Node) bool {
	_, ok := n.(*ast.FuncLit)
	return ok
}

// object returns the variable or field that e names, or nil.
func object(info *types.Info, e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return info.Uses[e]
	case *ast.SelectorExpr:
		return info.Uses[e.Sel]
	}
	return nil
}

// underlying returns the underlying type of e, or nil if e has no type, as in
// code that does not compile.
func (c *checker) underlying(e ast.Expr) types.Type {
	if t := c.pass.TypesInfo.TypeOf(e); t != nil {
		return t.Underlying()
	}
	return nil
}
