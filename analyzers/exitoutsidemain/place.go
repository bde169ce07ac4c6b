package exitoutsidemain

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"
)

// A place is where an exit stands, seen from func main.
type place uint8

const (
	outside    place = iota
	goroutine        // in a goroutine that main starts
	callback         // in a func literal that main hands out
	mainItself       // in main, or in a literal that main runs on the spot
	mainHelper       // in a function that only main calls, which a flag forbids
	forTests         // in what only tests run, which a flag includes
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
	}
	isMain := c.isMain(f)
	switch {
	case isMain && via == mainItself:
		return mainItself
	case c.isForTests(cur):
		return forTests
	case isMain:
		return via
	case c.onlyMainCalls(f, nil):
		return mainHelper
	case c.isChild(cur, nil):
		return exempt
	}
	return outside
}

// lastStatement reports whether the call at cur is the last statement of
// main and gives the status of what has run before, and main defers
// nothing, so that nothing is cut off by it:
//
//	func main() { os.Exit(run()) }
func (c *checker) lastStatement(cur inspector.Cursor, obj types.Object) bool {
	f := c.lc.Enclosing(cur)
	if f == nil || f.Decl == nil || !takesStatus(obj) {
		return false
	}
	return c.isLast(cur, f)
}

// takesStatus reports whether obj is a function of an exit status alone, as
// os.Exit is, and no logger's Fatal.
func takesStatus(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Params().Len() != 1 || fn.Signature().Variadic() {
		return false
	}
	return isStatus(fn.Signature().Params().At(0).Type())
}

func isStatus(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// isAboutServer reports whether the call of the function at cur ends the
// process because a server is shut down: that is a finding about the server.
func (c *checker) isAboutServer(cur inspector.Cursor) bool {
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	return ok && c.lc.FatalServe(call)
}
