package exitoutsidemain

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A program is more than func main: the functions that main calls for each of
// its steps, those of its commands, and what runs before main, as init does. An
// exit there is how a command line tool says that it has failed, if there is
// nobody to hand an error to. There is in a function that returns one, and a
// goroutine or a handler of requests is another matter: what main and others do
// is cut off in the middle.

// endsTool reports whether the function at cur is one of package main that says
// that it ends the process, as fatalf does in a tool that is made of many parts,
// and is called where main runs. Methods without another use are called through
// an interface there.
func (c *checker) endsTool(cur inspector.Cursor, obj types.Object, exit lifecycle.Exit) bool {
	if c.pass.Pkg.Name() != "main" || obj.Pkg() != c.pass.Pkg || !exit.Said {
		return false
	}
	c.itsOwn = true
	defer func() { c.itsOwn = false }()
	return c.ofProgram(cur, nil)
}

// ofProgram reports whether the node of cur runs where main does, or before it.
func (c *checker) ofProgram(cur inspector.Cursor, seen []*lifecycle.Func) bool {
	at := c.runs(cur, nil)
	for f := c.lc.Enclosing(cur); ; f = f.Parent {
		switch {
		case at == goroutine:
			return false
		case at == callback && !c.isOfProgram(cur):
			return false
		case f == nil:
			return true // the initialiser of a variable
		case f.Lit == nil:
			return c.isStep(f, seen)
		}
		lit, ok := c.root.FindNode(f.Lit)
		if !ok {
			return false
		}
		if cur, at = lit, c.runs(lit, []*lifecycle.Func{f}); at == callback && c.isCommandBody(lit) {
			return true
		}
	}
}

// isStep reports whether declared function f is main, stands for it, or is only
// used by what is of the program. An exported function of another package may be
// used by anyone.
func (c *checker) isStep(f *lifecycle.Func, seen []*lifecycle.Func) bool {
	switch {
	case c.isMain(f) || isInit(f) || slices.Contains(seen, f):
		return true
	case f.Obj == nil || c.lc.Directives.InTest(f.Pos()):
		return false
	case c.pass.Pkg.Name() == "main" && f.Decl.Recv != nil && len(c.usesOf(f.Obj)) == 0:
		return c.itsOwn && !answers(f.Obj.Signature()) || f.Obj.Name() == "Run" || f.Obj.Name() == "Execute" // as those of commands are called
	case c.pass.Pkg.Name() != "main" && f.Obj.Exported():
		return false
	}
	seen = append(slices.Clip(seen), f)
	return c.allUses(f, func(use inspector.Cursor) bool { return c.isCommandBody(use) || c.ofProgram(use, seen) })
}

func isInit(f *lifecycle.Func) bool {
	return f.Decl != nil && f.Decl.Recv == nil && f.Decl.Name.Name == "init"
}

// isOfProgram reports whether a function that is used as a value is run for
// main: at once, when it parses its flags, or as one of its commands.
func (c *checker) isOfProgram(cur inspector.Cursor) bool {
	for cur.ParentEdgeKind() == edge.ParenExpr_X {
		cur = cur.Parent()
	}
	sig, ok := c.pass.TypesInfo.TypeOf(cur.Node().(ast.Expr)).Underlying().(*types.Signature)
	if !ok || answers(sig) {
		return false
	}
	if c.itsOwn && cur.ParentEdgeKind() != edge.GoStmt_Call {
		call, ok := cur.Parent().Node().(*ast.CallExpr)
		return !ok || c.lc.Callee(call).Obj == nil || c.lc.Callee(call).Obj.Pkg() == c.pass.Pkg || c.runsArgs(call)
	}
	switch parent := cur.Parent().Node().(type) {
	case *ast.KeyValueExpr, *ast.CompositeLit: // "serve": serve
		return c.pass.Pkg.Name() == "main"
	case *ast.CallExpr:
		return c.runsArgs(parent) || c.isTool(parent, sig) || sig.Results().Len() == 0 && c.beforeMain(cur)
	}
	return false
}

// answers reports whether a function is handed an error, or a request.
func answers(sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		name := namedOf(p.Type())
		if name != nil && (name.Pkg() == nil && name.Name() == "error" || name.Pkg() != nil && name.Pkg().Path() == "net/http") {
			return true
		}
	}
	return false
}

// atOnce are packages of the standard library whose functions call those that
// they are handed before they return, or, as flag does, before main goes on.
var atOnce = []string{"flag", "io/fs", "maps", "path/filepath", "slices", "sort", "strings"}

// runsArgs reports whether a call runs the functions among its arguments there.
func (c *checker) runsArgs(call *ast.CallExpr) bool {
	fn := c.lc.Callee(call).Obj
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	return slices.Contains(atOnce, fn.Pkg().Path()) || fn.FullName() == "(*sync.Once).Do"
}

// isTool reports whether a call of package main hands a function with parameters
// to a function, and no method, of its own module, as tools do that go through
// something, or write it.
func (c *checker) isTool(call *ast.CallExpr, sig *types.Signature) bool {
	fn := c.lc.Callee(call).Obj
	return fn != nil && c.pass.Pkg.Name() == "main" && sig.Params().Len() > 0 && fn.Signature().Recv() == nil &&
		fn.Pkg() != nil && c.lc.Module() != "" && strings.HasPrefix(fn.Pkg().Path()+"/", c.lc.Module()+"/")
}

// beforeMain reports whether the node of cur runs when the package is
// initialised, where a program registers its hooks and what its children are to
// do.
func (c *checker) beforeMain(cur inspector.Cursor) bool {
	f := c.lc.Enclosing(cur.Parent())
	return f == nil || isInit(f)
}

// couldReturn reports whether the function at cur stands in one that returns an
// error, and is called because there is one to return, or to log one. A status of
// another kind has no other way out, and what a program ends by in all of its
// commands, if they fail, is its own choice.
func (c *checker) couldReturn(cur inspector.Cursor, obj types.Object, exit lifecycle.Exit) bool {
	f := c.lc.Enclosing(cur)
	for f != nil && f.Lit != nil && f.Type().Results.NumFields() == 0 {
		lit, ok := c.root.FindNode(f.Lit)
		if !ok || c.runs(lit, []*lifecycle.Func{f}) != mainItself {
			return false
		}
		f = f.Parent
	}
	if f == nil {
		return false
	}
	sig, ok := c.pass.TypesInfo.TypeOf(f.Type()).(*types.Signature)
	if !ok && f.Obj != nil {
		sig, ok = f.Obj.Signature(), true
	}
	if !ok {
		return false
	}
	if takesStatus(obj) && c.givesStatus(f) {
		return true
	}
	if !returnsError(sig) {
		return false
	}
	if exit.Said && exit.Module == c.lc.Module() {
		return false
	}
	if c.hasStarted(f, cur.Node().Pos()) {
		return true // and what runs is cut off
	}
	return exit.Kind == lifecycle.OnError || exit.Root && !takesStatus(obj) || c.lc.OnError(c.lc.Enclosing(cur), cur.Node().Pos())
}

// givesStatus reports whether the process is ended with what f returns.
//
//	func main() { os.Exit(run(os.Args[1:])) }
func (c *checker) givesStatus(f *lifecycle.Func) bool {
	if f.Obj == nil {
		return false
	}
	for _, use := range c.usesOf(f.Obj) {
		name := wholeName(use)
		if name.ParentEdgeKind() != edge.CallExpr_Fun || name.Parent().ParentEdgeKind() != edge.CallExpr_Args {
			continue
		}
		if call, ok := name.Parent().Parent().Node().(*ast.CallExpr); ok && c.lc.CallExit(call).Kind == lifecycle.Always {
			return true
		}
	}
	return false
}

// hasStarted reports whether f starts a goroutine above pos, or defers something.
func (c *checker) hasStarted(f *lifecycle.Func, pos token.Pos) bool {
	deferred := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if stmt, ok := n.(*ast.DeferStmt); ok && stmt.End() < pos {
			deferred = true
		}
		_, lit := n.(*ast.FuncLit)
		return !lit && !deferred
	})
	return deferred || slices.ContainsFunc(c.lc.Spawns(), func(s *lifecycle.Spawn) bool {
		return f.Pos() <= s.Pos() && s.Pos() < pos
	})
}

// returnsError reports whether an error is among the results.
func returnsError(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
			return true
		}
	}
	return false
}
