package exitoutsidemain

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A test that needs a process of its own starts its own binary again, and
// tells it by the environment or the arguments what to be. The code for the
// child is behind a test of these:
//
//	if os.Getenv("BE_SERVER") == "1" { serve(); os.Exit(0) }
//	if os.Getenv("BE_SERVER") == "" { return }
//	switch os.Args[1] { case "server": ... }
//
// A variable that has to be set and is empty makes no child:
//
//	if dsn := os.Getenv("DSN"); dsn == "" { log.Fatal("DSN is not set") }

// inChild reports whether the node of cur is reached in a child only.
func (c *checker) inChild(cur inspector.Cursor) bool {
	pos := cur.Node().Pos()
	for in := c.lc.Enclosing(cur); in != nil; in = in.Parent {
		for _, g := range c.lc.Guards(in, pos) {
			if g.Tag == nil && c.saysChild(g.Cond, g.Truth) {
				return true
			}
			if g.Tag != nil && c.asksProcess(g.Tag) && g.Truth != c.isEmpty(g.Cond) {
				return true
			}
		}
		pos = in.Pos()
	}
	return false
}

// answersProcess reports whether the function at cur ends the process with status
// 0 where the environment or the arguments have asked it to be something else:
// to complete a command line, or to describe itself.
func (c *checker) answersProcess(cur inspector.Cursor, obj types.Object) bool {
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if !ok || !takesStatus(obj) || len(call.Args) != 1 {
		return false
	}
	v := c.pass.TypesInfo.Types[call.Args[0]].Value
	return v != nil && v.Kind() == constant.Int && constant.Sign(v) == 0 && c.inChild(cur)
}

// asksArgs reports whether the node of cur is reached because of what the command
// line is, which it looks at in the place of main.
func (c *checker) asksArgs(cur inspector.Cursor) bool {
	var last flow.Guard
	for _, g := range c.lc.Guards(c.lc.Enclosing(cur), cur.Node().Pos()) {
		if last.Cond == nil || g.Cond.Pos() > last.Cond.Pos() {
			last = g
		}
	}
	if last.Cond == nil || c.hasArgs(last.Cond, 0) || last.Tag != nil && c.hasArgs(last.Tag, 0) {
		return last.Cond != nil
	}
	test, ok := ast.Unparen(last.Cond).(*ast.BinaryExpr) // _, err := app.Parse(os.Args[1:])
	if !ok {
		return false
	}
	call := c.setBy(c.lc.Enclosing(cur), test.X, last.Cond.Pos())
	return call != nil && slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		_, ok := ast.Unparen(arg).(*ast.SliceExpr)
		return ok && c.hasArgs(arg, 0)
	})
}

// hasArgs reports whether os.Args is a part of e, or of what a local variable in
// it is declared with.
func (c *checker) hasArgs(e ast.Expr, depth int) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
		if !ok {
			return true
		}
		if v.Pkg() != nil && v.Pkg().Path() == "os" && v.Name() == "Args" {
			found = true
		} else if index, ok := c.valueOf(v).(*ast.IndexExpr); ok && depth < 3 {
			found = c.hasArgs(index, depth+1)
		}
		return !found
	})
	return found
}

// saysChild reports whether a condition that has come out so tells a child.
func (c *checker) saysChild(cond ast.Expr, truth bool) bool {
	found := false
	flow.Leaves(cond, truth, func(leaf ast.Expr, truth bool) {
		found = found || c.asksProcess(leaf) && c.leafSaysChild(leaf, truth)
	})
	return found
}

// leafSaysChild reports whether a part of a condition, which has come out
// so, says that something is set, or is what it was set to.
func (c *checker) leafSaysChild(leaf ast.Expr, truth bool) bool {
	switch e := leaf.(type) {
	case *ast.BinaryExpr:
		switch e.Op {
		case token.EQL, token.NEQ:
			equal := truth == (e.Op == token.EQL)
			return equal != (c.isEmpty(e.X) || c.isEmpty(e.Y))
		case token.LSS, token.LEQ:
			return !truth // len(os.Args) < 2
		}
	case *ast.Ident:
		v, _ := c.pass.TypesInfo.Uses[e].(*types.Var)
		if value := c.valueOf(v); value != nil {
			if _, ok := value.(*ast.CallExpr); !ok {
				return c.saysChild(value, truth)
			}
		}
		return truth // _, ok := os.LookupEnv("BE_SERVER")
	}
	return truth
}

// isEmpty reports whether e is the empty string, or its length.
func (c *checker) isEmpty(e ast.Expr) bool {
	v := c.pass.TypesInfo.Types[e].Value
	return v != nil && (v.Kind() == constant.String && constant.StringVal(v) == "" || v.Kind() == constant.Int && constant.Sign(v) == 0)
}

// asksProcess reports whether the expression looks at the environment or
// the arguments of the process, itself or through a local variable.
func (c *checker) asksProcess(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			found = c.fromProcess(c.pass.TypesInfo.Uses[id])
		}
		return !found
	})
	return found
}

// fromProcess reports whether obj gives the environment or the arguments,
// or is a local variable that is declared with something from there.
func (c *checker) fromProcess(obj types.Object) bool {
	if obj == nil {
		return false
	}
	if obj.Pkg() != nil && obj.Pkg().Path() == "os" {
		return obj.Name() == "Getenv" || obj.Name() == "LookupEnv" || obj.Name() == "Args"
	}
	v, _ := obj.(*types.Var)
	switch value := c.valueOf(v).(type) {
	case nil:
		return false
	case *ast.CallExpr:
		return c.asksProcess(value.Fun) // what another function makes of it is no question
	default:
		return c.asksProcess(value)
	}
}

// valueOf returns what local variable v is declared with, or nil.
func (c *checker) valueOf(v *types.Var) ast.Expr {
	if v == nil || v.Kind() != types.LocalVar {
		return nil
	}
	return ast.Unparen(c.lc.InitialValue(v))
}
