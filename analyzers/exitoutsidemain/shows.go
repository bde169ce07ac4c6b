package exitoutsidemain

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Someone who asks a program for its version, or how it is called, wants to be
// shown that and nothing else: the exit is the answer, and no error that could
// be returned.
//
//	func usage() {
//		fmt.Fprintln(os.Stderr, "usage: ferry vehicle...")
//		flag.PrintDefaults()
//		os.Exit(2)
//	}
//
//	if *version {
//		fmt.Println(buildinfo.Version)
//		os.Exit(0)
//	}

// showsOnly reports whether the exit at cur ends a list of statements that only
// print: all that a function without parameters does, or what is done, with
// status 0, if a setting says so.
func (c *checker) showsOnly(cur inspector.Cursor, exit lifecycle.Exit) bool {
	call := cur.Parent().Node().(*ast.CallExpr)
	stmt, ok := cur.Parent().Parent().Node().(*ast.ExprStmt)
	if !ok || !exit.Root || len(call.Args) != 1 {
		return false
	}
	status := c.pass.TypesInfo.Types[call.Args[0]].Value
	block, ok := cur.Parent().Parent().Parent().Node().(*ast.BlockStmt)
	if !ok || status == nil || status.Kind() != constant.Int || len(block.List) < 2 || block.List[len(block.List)-1] != stmt {
		return false
	}
	if !c.prints(block.List[:len(block.List)-1]) {
		return false
	}
	switch above := cur.Parent().Parent().Parent().Parent().Node().(type) {
	case *ast.FuncDecl:
		return above.Type.Params.NumFields() == 0
	case *ast.IfStmt:
		return above.Body == block && constant.Sign(status) == 0 && c.isSetting(above.Cond)
	}
	return false
}

// isSetting reports whether a condition is a boolean that the program has been
// given: a package variable, what a pointer points to, a field, what a flag
// says, or a local variable whose address something has been told.
func (c *checker) isSetting(cond ast.Expr) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.StarExpr, *ast.SelectorExpr:
		return true
	case *ast.Ident:
		v, ok := c.pass.TypesInfo.Uses[e].(*types.Var)
		return ok && (v.Kind() == types.PackageVar || c.addressTaken(v))
	case *ast.BinaryExpr:
		return c.isSetting(e.X) && c.isSetting(e.Y)
	case *ast.TypeAssertExpr: // fs.Lookup("version").Value.(flag.Getter).Get().(bool)
		return true
	case *ast.CallExpr: // ctx.Bool("version")
		sig, ok := c.pass.TypesInfo.TypeOf(e.Fun).(*types.Signature)
		return ok && sig.Results().Len() == 1
	}
	return false
}

// addressTaken reports whether there is &v.
func (c *checker) addressTaken(v *types.Var) bool {
	for cur := range c.root.Preorder((*ast.UnaryExpr)(nil)) {
		e := cur.Node().(*ast.UnaryExpr)
		if id, ok := ast.Unparen(e.X).(*ast.Ident); ok && e.Op == token.AND && c.pass.TypesInfo.Uses[id] == v {
			return true
		}
	}
	return false
}

// prints reports whether the statements show something, and besides do nothing
// but find out what.
func (c *checker) prints(list []ast.Stmt) bool {
	printed := false
	for _, stmt := range list {
		switch stmt := stmt.(type) {
		case *ast.ExprStmt:
			if !c.shows(stmt.X) {
				return false
			}
			printed = true
		case *ast.RangeStmt:
			if !c.prints(stmt.Body.List) {
				return false
			}
			printed = true
		case *ast.IfStmt:
			if stmt.Else != nil || !c.prints(stmt.Body.List) {
				return false
			}
			printed = true
		case *ast.AssignStmt: // _, _ = fmt.Fprintln(w, text)
			printed = printed || len(stmt.Rhs) == 1 && c.shows(stmt.Rhs[0])
		case *ast.DeclStmt:
		default:
			return false
		}
	}
	return printed
}

// showing are the words in the names of functions that show something.
var showing = []string{"print", "usage", "help", "version", "write", "defaults", "banner"}

// shows reports whether e is a call that shows something, by the name of what
// it calls.
func (c *checker) shows(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	var name string
	switch to := c.lc.Callee(call); {
	case to.Obj != nil:
		name = to.Obj.Name()
	case to.Var != nil:
		name = to.Var.Name()
	}
	name = strings.ToLower(name)
	return slices.ContainsFunc(showing, func(word string) bool { return strings.Contains(name, word) })
}

// isAboutSignal reports whether a signal brings the call of the function at cur
// about.
func (c *checker) isAboutSignal(f *lifecycle.Func, cur inspector.Cursor) bool {
	call := cur.Parent().Node().(*ast.CallExpr)
	return c.handlesSignal(f) || c.lc.SignalExit(f, call) != lifecycle.NoSignal || c.lc.AfterSignal(f, call.Pos())
}

// handlesSignal reports whether f, or what encloses it, is handed a signal.
func (c *checker) handlesSignal(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		for _, field := range f.Type().Params.List {
			if named := namedOf(c.pass.TypesInfo.TypeOf(field.Type)); named != nil && named.Name() == "Signal" && named.Pkg() != nil && named.Pkg().Path() == "os" {
				return true
			}
		}
	}
	return false
}
