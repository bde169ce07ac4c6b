package exitoutsidemain

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Someone may have asked for the exit: who has made a set of flags with
// ExitOnError, or logs with the level Fatal, or returns an error that is there to
// carry an exit status.
//
//	switch fs.errorHandling {
//	case ExitOnError:
//		os.Exit(2)
//
//	if level == FatalLevel { ... }
//
//	if coder, ok := err.(ExitCoder); ok { os.Exit(coder.ExitCode()) }

// isAskedFor reports whether the node of cur is only reached if a setting, a
// constant or the type of an error says by its name that the process is to end,
// or not at all in this build.
func (c *checker) isAskedFor(cur inspector.Cursor) bool {
	return c.guarded(cur, func(g flow.Guard) bool {
		if g.Tag != nil {
			return g.Truth && c.namesExit(g.Cond)
		}
		found := c.lc.IsPanic(g) // the process would have ended anyway
		flow.Holds(g.Cond, g.Truth, func(leaf ast.Expr, truth bool) {
			found = found || c.asksForExit(leaf, truth) || c.isConstant(leaf, !truth)
		})
		return found
	})
}

// guarded reports whether ok holds for one of the conditions on which reaching
// the node of cur depends.
func (c *checker) guarded(cur inspector.Cursor, ok func(flow.Guard) bool) bool {
	pos := cur.Node().Pos()
	for f := c.lc.Enclosing(cur); f != nil; f = f.Parent {
		for _, g := range c.lc.Guards(f, pos) {
			if ok(g) {
				return true
			}
		}
		pos = f.Pos()
	}
	return false
}

func (c *checker) asksForExit(leaf ast.Expr, truth bool) bool {
	switch e := ast.Unparen(leaf).(type) {
	case *ast.BinaryExpr:
		switch e.Op {
		case token.EQL, token.GEQ, token.LEQ:
			return truth && (c.namesExit(e.X) || c.namesExit(e.Y))
		case token.NEQ:
			return !truth && (c.namesExit(e.X) || c.namesExit(e.Y))
		}
	case *ast.SelectorExpr:
		return truth && lifecycle.NameSaysExit(e.Sel.Name)
	case *ast.Ident:
		v, ok := c.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok || !truth {
			return false
		}
		if assert, ok := c.valueOf(v).(*ast.TypeAssertExpr); ok {
			name := namedOf(c.pass.TypesInfo.TypeOf(assert.Type))
			return name != nil && lifecycle.NameSaysExit(name.Name())
		}
		return lifecycle.NameSaysExit(v.Name())
	}
	return false
}

// namesExit reports whether e is a constant that is named for ending the process.
func (c *checker) namesExit(e ast.Expr) bool {
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return false
	}
	k, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
	return ok && lifecycle.NameSaysExit(k.Name())
}

// isConstant reports whether e is a constant with the value: in this build, for
// these build tags.
func (c *checker) isConstant(e ast.Expr, value bool) bool {
	v := c.pass.TypesInfo.Types[e].Value
	return v != nil && v.Kind() == constant.Bool && constant.BoolVal(v) == value
}

// passesOn reports whether the call at cur ends the process with a status, and
// because of a bool, that are results of one and the same call: the work has been
// done elsewhere, by a process with rights of its own, whose status it is.
//
//	done, status, err := becomeRoot()
//	if done { os.Exit(status) }
func (c *checker) passesOn(cur inspector.Cursor) bool {
	call := cur.Parent().Node().(*ast.CallExpr)
	if len(call.Args) != 1 {
		return false
	}
	status, ok := ast.Unparen(call.Args[0]).(*ast.Ident)
	f := c.lc.Enclosing(cur)
	if !ok || f == nil {
		return false
	}
	return c.guarded(cur, func(g flow.Guard) bool {
		done, ok := ast.Unparen(g.Cond).(*ast.Ident)
		return ok && g.Tag == nil && g.Truth && c.areTogether(f, done, status)
	})
}

// areTogether reports whether f assigns the results of a call to both variables.
func (c *checker) areTogether(f *lifecycle.Func, x, y *ast.Ident) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok && len(assign.Rhs) == 1 {
			has := 0
			for _, lhs := range assign.Lhs {
				if id, ok := lhs.(*ast.Ident); ok {
					if obj := c.pass.TypesInfo.ObjectOf(id); obj != nil && (obj == c.pass.TypesInfo.Uses[x] || obj == c.pass.TypesInfo.Uses[y]) {
						has++
					}
				}
			}
			found = found || has == 2
		}
		return !found
	})
	return found
}
