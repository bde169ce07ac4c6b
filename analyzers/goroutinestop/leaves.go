package goroutinestop

import (
	"go/ast"
	"go/token"
	"go/types"
)

// leaves returns the first statement that leaves the loop before its end,
// though the context is not cancelled and the producer has met no error.
func (c *checker) leaves(loop *ast.RangeStmt) token.Pos {
	left := token.NoPos
	var walk func(n ast.Node, breaks bool)
	walk = func(root ast.Node, breaks bool) {
		ast.Inspect(root, func(n ast.Node) bool {
			if n == nil || left.IsValid() || n == root && root != loop.Body {
				return !left.IsValid()
			}
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.IfStmt:
				return !c.saysItAll(n.Cond, loop)
			case *ast.CommClause:
				if c.stopOf(n) != nil {
					return false
				}
			case *ast.ForStmt, *ast.RangeStmt, *ast.SelectStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
				walk(n, false)
				return false
			case *ast.ReturnStmt:
				left = n.Pos()
			case *ast.BranchStmt:
				if n.Tok == token.GOTO || n.Tok == token.BREAK && (breaks || n.Label != nil) {
					left = n.Pos()
				}
			}
			return true
		})
	}
	walk(loop.Body, true)
	return left
}

// saysItAll reports whether a condition asks whether the context is
// cancelled, or for an error in the item itself.
func (c *checker) saysItAll(cond ast.Expr, loop *ast.RangeStmt) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		id, isIdent := ast.Unparen(sel.X).(*ast.Ident)
		key, _ := loop.Key.(*ast.Ident)
		switch {
		case isContext(c.pass.TypesInfo.TypeOf(sel.X)):
			found = true
		case isIdent && key != nil && c.pass.TypesInfo.Uses[id] == c.pass.TypesInfo.Defs[key]:
			found = found || isError(c.pass.TypesInfo.TypeOf(sel))
		}
		return true
	})
	return found
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}
