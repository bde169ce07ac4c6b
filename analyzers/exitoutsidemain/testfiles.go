package exitoutsidemain

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// testExempt reports whether an exit in a test file is right: in TestMain,
// in an example, in a process that the test has started anew from its own
// binary, which a test of os.Getenv or os.Args tells, or in a function that
// only those call.
func (c *checker) testExempt(cur inspector.Cursor, f *lifecycle.Func, seen []*lifecycle.Func) bool {
	if f.Decl == nil || slices.Contains(seen, f) {
		return false
	}
	name := f.Decl.Name.Name
	if f.Decl.Recv == nil && (name == "TestMain" && hasParam(f.Obj, "testing", "M") || strings.HasPrefix(name, "Example")) {
		return true
	}
	pos := cur.Node().Pos()
	for in := c.lc.Enclosing(cur); in != nil; in = in.Parent {
		for _, g := range c.lc.Guards(in, pos) {
			if c.asksProcess(g.Cond) || g.Tag != nil && c.asksProcess(g.Tag) {
				return true
			}
		}
		pos = in.Pos()
	}
	return f.Obj != nil && !f.Obj.Exported() && c.everyUse(f, func(use inspector.Cursor) bool {
		caller, _ := c.runsIn(wholeName(use), nil)
		return caller != nil && c.lc.Directives.InTest(use.Node().Pos()) && c.testExempt(use, caller, append(seen, f))
	})
}

// ownProcess reports whether an exit with a status stands in a function of
// a test file that no test can pass its testing.T to: the main of a helper
// process, found by name in a table, or a generator. A Fatal of a logger
// there is one that should have been the test's.
func (c *checker) ownProcess(cur inspector.Cursor, obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Params().Len() != 1 || fn.Signature().Variadic() {
		return false
	}
	if b, ok := fn.Signature().Params().At(0).Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return false
	}
	for in := c.lc.Enclosing(cur); in != nil; in = in.Parent {
		for _, field := range in.Type().Params.List {
			if named := namedOf(c.pass.TypesInfo.TypeOf(field.Type)); named != nil && named.Pkg() != nil && named.Pkg().Path() == "testing" {
				return false
			}
		}
	}
	return true
}

func namedOf(t types.Type) *types.TypeName {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// asksProcess reports whether the condition looks at the environment or
// the arguments of the process, itself or through a local variable.
func (c *checker) asksProcess(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		switch obj := c.pass.TypesInfo.Uses[id].(type) {
		case *types.Func, *types.Var:
			if obj.Pkg() != nil && obj.Pkg().Path() == "os" {
				switch obj.Name() {
				case "Getenv", "LookupEnv", "Args":
					found = true
				}
			} else if v, ok := obj.(*types.Var); ok {
				found = c.setFromProcess(v)
			}
		}
		return !found
	})
	return found
}

// setFromProcess reports whether v is declared with a value from the
// environment or the arguments:
//
//	if mode := os.Getenv("HELPER_MODE"); mode != "" {
func (c *checker) setFromProcess(v *types.Var) bool {
	if v.IsField() || v.Kind() != types.LocalVar {
		return false
	}
	def, ok := c.root.FindByPos(v.Pos(), v.Pos()+1)
	if !ok {
		return false
	}
	assign, ok := def.Parent().Node().(*ast.AssignStmt)
	if !ok {
		return false
	}
	for _, rhs := range assign.Rhs {
		if call, ok := ast.Unparen(rhs).(*ast.CallExpr); ok && c.asksProcess(call.Fun) {
			return true
		}
		if _, ok := ast.Unparen(rhs).(*ast.CallExpr); !ok && !mentions(c.pass.TypesInfo, rhs, v) && c.asksProcess(rhs) {
			return true
		}
	}
	return false
}

func mentions(info *types.Info, e ast.Expr, v *types.Var) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && info.Uses[id] == v
		return !found
	})
	return found
}

func hasParam(fn *types.Func, pkg, name string) bool {
	if fn == nil || fn.Signature().Params().Len() != 1 {
		return false
	}
	tn := namedOf(fn.Signature().Params().At(0).Type())
	return tn != nil && tn.Name() == name && tn.Pkg() != nil && tn.Pkg().Path() == pkg
}
