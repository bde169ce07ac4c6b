package servershutdown

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// What becomes of the listener that a Serve is handed. The Serve ends when it
// is closed, though the connections go on.
type fate uint8

const (
	keptOpen fate = iota // nothing closes it
	closed               // code of this package does
	unknown              // code out of sight may
)

// listener tells what becomes of the listener that e names, under all its
// names.
func (c *checker) listener(e ast.Expr) fate {
	names := map[*types.Var]bool{c.lc.Variable(e): true}
	worst := keptOpen
	for seen := 0; seen < len(names); { // until there is no new name
		seen = len(names)
		for v := range names {
			if v == nil || v.Pkg() != c.pass.Pkg || v.Exported() || v.Kind() == types.ParamVar || v.Kind() == types.ResultVar {
				return unknown
			}
		}
		for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
			v, ok := c.pass.TypesInfo.ObjectOf(cur.Node().(*ast.Ident)).(*types.Var)
			if ok && names[v] && !c.lc.Directives.InTest(cur.Node().Pos()) {
				worst = max(worst, c.fateAt(cur, v, names))
			}
		}
	}
	return worst
}

// fateAt tells what one mention of a listener does to it, and adds the other
// name that it gets or has there.
func (c *checker) fateAt(cur inspector.Cursor, v *types.Var, names map[*types.Var]bool) fate {
	for cur.ParentEdgeKind() == edge.SelectorExpr_Sel || cur.ParentEdgeKind() == edge.ParenExpr_X {
		cur = cur.Parent()
	}
	ek, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.SelectorExpr:
		switch parent.Sel.Name {
		case "Close":
			return closed
		case "Addr":
			return keptOpen
		}
	case *ast.BinaryExpr, *ast.Field:
		return keptOpen
	case *ast.KeyValueExpr:
		other := parent.Value
		if ek == edge.KeyValueExpr_Value {
			other = parent.Key
		}
		return c.alias(other, names)
	case *ast.AssignStmt:
		if len(parent.Lhs) != len(parent.Rhs) {
			return keptOpen // made by a call
		}
		other := parent.Rhs[i]
		if ek == edge.AssignStmt_Rhs {
			other = parent.Lhs[i]
		}
		return c.alias(other, names)
	case *ast.CallExpr:
		for _, serve := range c.serving.Calls {
			if serve.Call == parent {
				return keptOpen
			}
		}
		return c.wrapped(cur.Parent(), v)
	}
	return unknown
}

// alias adds another name of a listener. One that a call has just made is
// nobody else's.
func (c *checker) alias(e ast.Expr, names map[*types.Var]bool) fate {
	if _, ok := ast.Unparen(e).(*ast.CallExpr); ok || c.pass.TypesInfo.Types[e].IsNil() {
		return keptOpen
	}
	v := c.lc.Variable(e)
	if v == nil {
		return unknown
	}
	names[v] = true
	return keptOpen
}

// wrapped tells what becomes of a listener that a call is handed: the one
// that it returns has taken its place.
//
//	l = tls.NewListener(l, config)
func (c *checker) wrapped(call inspector.Cursor, v *types.Var) fate {
	stmt, ok := call.Parent().Node().(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != 1 {
		return unknown
	}
	if p, ok := c.placeOf(stmt.Lhs[0]); ok && p.root == v {
		return keptOpen
	}
	return unknown
}
