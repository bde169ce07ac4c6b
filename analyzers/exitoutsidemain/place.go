package exitoutsidemain

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A place is where an exit stands, seen from func main.
type place uint8

const (
	outside    place = iota
	goroutine        // in a goroutine that main starts
	callback         // in a func literal that main hands out
	mainItself       // in main, or in a literal that main runs on the spot
	mainHelper       // in a function that only main calls, which a flag allows
	exempt           // where an exit is right: TestMain, helper processes, examples
)

// place finds out where the node of cur runs.
func (c *checker) place(cur inspector.Cursor, obj types.Object) place {
	f, via := c.runsIn(cur, nil)
	switch {
	case c.lc.Directives.InTest(cur.Node().Pos()) && (c.testExempt(cur, nil) || c.ownProcess(cur, obj)):
		return exempt
	case f == nil:
		return outside // a variable's initialiser
	case c.lc.IsMain(f):
		return via
	case mainHelpers && c.onlyMainCalls(f):
		return mainHelper
	}
	return outside
}

// onlyMainCalls reports whether f is a function of package main that
// always exits and is called from main alone, and never used as a value
// except as flag.Usage.
func (c *checker) onlyMainCalls(f *lifecycle.Func) bool {
	if f.Obj == nil || c.pass.Pkg.Name() != "main" || c.lc.ExitOf(f.Obj, f.Pos()).Kind != lifecycle.Always {
		return false
	}
	return c.everyUse(f, func(use inspector.Cursor) bool {
		in, at := c.runsIn(wholeName(use), nil)
		return in != nil && c.lc.IsMain(in) && at == mainItself
	})
}

// everyUse reports whether f is used, handed to no one, and ok holds for
// each use.
func (c *checker) everyUse(f *lifecycle.Func, ok func(inspector.Cursor) bool) bool {
	used := false
	for use := range c.root.Preorder((*ast.Ident)(nil)) {
		if fn, isFunc := c.pass.TypesInfo.Uses[use.Node().(*ast.Ident)].(*types.Func); !isFunc || fn.Origin() != f.Obj {
			continue
		}
		if c.runs(wholeName(use), nil) == callback || !ok(use) {
			return false
		}
		used = true
	}
	return used
}

// lastStatement reports whether the call at cur is the last statement of
// main and gives the status of what has run before, and main defers
// nothing, so that nothing is cut off by it:
//
//	func main() { os.Exit(run()) }
func (c *checker) lastStatement(cur inspector.Cursor, obj types.Object) bool {
	f := c.lc.Enclosing(cur)
	if f == nil || f.Decl == nil || cur.Parent().ParentEdgeKind() != edge.ExprStmt_X || !takesStatus(obj) {
		return false
	}
	list := f.Decl.Body.List
	if list[len(list)-1] != cur.Parent().Parent().Node() {
		return false
	}
	deferred := false
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			deferred = true
		}
		return !deferred
	})
	return !deferred
}

// takesStatus reports whether obj is a function of an exit status alone, as
// os.Exit is, and no logger's Fatal.
func takesStatus(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Params().Len() != 1 || fn.Signature().Variadic() {
		return false
	}
	b, ok := fn.Signature().Params().At(0).Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// isAboutServer reports whether the call of the function at cur ends the
// process because a server is shut down: that is a finding about the server.
func (c *checker) isAboutServer(cur inspector.Cursor) bool {
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	return ok && c.lc.FatalServe(call)
}
