package exitoutsidemain

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// isMain reports whether f is main, or stands for it: where f returns, the
// process ends, and nothing is left to be done. That is an exported func Main,
// which a program's main consists of, one that runs the program's commands, and
// one that parses its flags:
//
//	func main() { cmd.Execute() }
func (c *checker) isMain(f *lifecycle.Func) bool {
	return c.lc.IsMain(f) || c.isExportedMain(f) || c.runsCommands(f) || c.parsesFlags(f)
}

// parsesFlags reports whether f has no results, and calls flag.Parse.
func (c *checker) parsesFlags(f *lifecycle.Func) bool {
	if f.Obj == nil || f.Decl.Recv != nil || f.Type().Params.NumFields() > 0 || f.Type().Results.NumFields() > 0 {
		return false
	}
	return slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool {
		fn := c.lc.Callee(call).Obj
		return fn != nil && fn.FullName() == "flag.Parse"
	})
}

// isExportedMain reports whether f is the main of programs that other packages
// make of it, as multichecker.Main is: one that returns an error leaves the end
// to them.
func (c *checker) isExportedMain(f *lifecycle.Func) bool {
	if f.Decl == nil || f.Obj == nil || f.Decl.Recv != nil || f.Decl.Name.Name != "Main" || c.pass.Pkg.Name() == "main" {
		return false
	}
	results := f.Obj.Signature().Results()
	return results.Len() == 0 || results.Len() == 1 && isStatus(results.At(0).Type())
}

// isLast reports whether the function at cur is called in the last statement of
// f, and f defers nothing.
func (c *checker) isLast(cur inspector.Cursor, f *lifecycle.Func) bool {
	if cur.ParentEdgeKind() != edge.CallExpr_Fun || cur.Parent().ParentEdgeKind() != edge.ExprStmt_X || f.Body() == nil {
		return false
	}
	list := f.Body().List
	return len(list) > 0 && list[len(list)-1] == cur.Parent().Parent().Node() && !defers(f)
}

// defers reports whether f itself has a defer statement.
func defers(f *lifecycle.Func) bool {
	deferred := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			deferred = true
		}
		return !deferred
	})
	return deferred
}

// onlyMainCalls reports whether f is a function that ends the process for
// main: it always exits, is called from main and from others of its kind alone,
// and never used as a value except as flag.Usage.
func (c *checker) onlyMainCalls(f *lifecycle.Func, seen []*lifecycle.Func) bool {
	if f.Obj == nil || slices.Contains(seen, f) || c.lc.ExitOf(f.Obj, f.Pos()).Kind != lifecycle.Always {
		return false
	}
	seen = append(slices.Clip(seen), f)
	return c.everyUse(f, func(use inspector.Cursor) bool {
		in, at := c.runsIn(wholeName(use), nil)
		return in != nil && at == mainItself && (c.isMain(in) || c.onlyMainCalls(in, seen))
	})
}

// everyUse reports whether f is used, handed to no one, and ok holds for
// each use.
func (c *checker) everyUse(f *lifecycle.Func, ok func(inspector.Cursor) bool) bool {
	uses := c.usesOf(f.Obj)
	for _, use := range uses {
		if c.runs(wholeName(use), nil) == callback || !ok(use) {
			return false
		}
	}
	return len(uses) > 0
}

// usesOf returns where a function of this package is named.
func (c *checker) usesOf(fn *types.Func) []inspector.Cursor {
	if c.uses == nil {
		c.uses = make(map[*types.Func][]inspector.Cursor)
		for use := range c.root.Preorder((*ast.Ident)(nil)) {
			if fn, ok := c.pass.TypesInfo.Uses[use.Node().(*ast.Ident)].(*types.Func); ok && fn.Pkg() == c.pass.Pkg {
				c.uses[fn.Origin()] = append(c.uses[fn.Origin()], use)
			}
		}
	}
	return c.uses[fn]
}
