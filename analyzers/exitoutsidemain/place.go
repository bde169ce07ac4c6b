package exitoutsidemain

import (
	"go/ast"
	"go/types"

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
	mainHelper       // in what only runs for main or before it, which a flag forbids
	forTests         // in what only tests run, which a flag includes
	exempt           // where an exit is right: TestMain, helper processes, examples
)

// place finds out where the node of cur runs.
func (c *checker) place(cur inspector.Cursor, obj types.Object, exit lifecycle.Exit) place {
	f, via := c.runsIn(cur, nil)
	switch {
	case c.lc.Directives.InTest(cur.Node().Pos()) && (c.testExempt(cur, nil) || c.ownProcess(cur, obj)):
		return exempt
	case f == nil && c.ofProgram(cur, nil) && !c.couldReturn(cur, obj, exit):
		return mainHelper
	case f == nil:
		return outside // a variable's initialiser
	}
	isMain := c.isMain(f)
	switch {
	case isMain && via == mainItself:
		return mainItself
	case c.isForTests(cur, exit):
		return forTests
	case c.onlyMainCalls(f, nil), via != goroutine && isSetUp(f), c.endsTool(cur, obj, exit),
		c.ofProgram(cur, nil) && !c.couldReturn(cur, obj, exit):
		return mainHelper
	case isMain:
		return via
	case c.isChild(cur, nil), c.answersProcess(cur, obj), !c.couldReturn(cur, obj, exit) && c.asksArgs(cur):
		return exempt
	}
	return outside
}

// isSetUp reports whether f is a Must function, or defines the flags of a part
// of a program: nothing runs yet that it could end.
//
//	func (c *Config) RegisterFlags(fs *flag.FlagSet)
func isSetUp(f *lifecycle.Func) bool {
	if f.Obj == nil {
		return false
	}
	if lifecycle.IsMust(f.Obj.Name()) {
		return true
	}
	for p := range f.Obj.Signature().Params().Variables() {
		if name := namedOf(p.Type()); name != nil && name.Name() == "FlagSet" && !returnsError(f.Obj.Signature()) {
			return true
		}
	}
	return false
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
	sig, ok := obj.Type().Underlying().(*types.Signature)
	return ok && sig.Params().Len() == 1 && !sig.Variadic() && isStatus(sig.Params().At(0).Type())
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
