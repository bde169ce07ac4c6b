package exitoutsidemain

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// handsOn reports whether a mention of obj that is no call lets someone
// else call it.
//
//	onErr(log.Fatal)
//	f := os.Exit
//	s.exit = os.Exit
//	var exit = os.Exit // not this one: it is reported where exit is called
//	old := exit        // nor this: tests put it back
//
// A test hands such functions to the code that it tests, which is to call
// them or not.
func (c *checker) handsOn(cur inspector.Cursor, obj types.Object) bool {
	if c.lc.Directives.InTest(cur.Node().Pos()) {
		return false
	}
	ek, i := cur.ParentEdge()
	if c.isPluggedIn(cur, obj) {
		return false
	}
	switch parent := cur.Parent().Node().(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr:
		return false // compared with nil, or its address taken to replace it
	case *ast.SelectorExpr:
		return false // a method of the variable's type
	case *ast.ValueSpec:
		return i < len(parent.Names) && c.keeps(parent.Names[i], obj)
	case *ast.AssignStmt:
		return ek == edge.AssignStmt_Rhs && i < len(parent.Lhs) && c.keeps(parent.Lhs[i], obj)
	}
	return true
}

// isPluggedIn reports whether obj, a function of an exit status alone, is put
// where the program, or a test, may put another one: in a field or a list, in a
// parameter of that type, or in what a function returns. Whoever calls it there
// was made to end the process in a way that can be chosen. So is what is put under
// a name that says what it is.
//
//	&App{exit: os.Exit}
//	app.Terminate(os.Exit)
//	logger{fatal: log.Fatal}
func (c *checker) isPluggedIn(cur inspector.Cursor, obj types.Object) bool {
	ek, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.KeyValueExpr:
		if id, ok := parent.Key.(*ast.Ident); ok && ek == edge.KeyValueExpr_Value && lifecycle.NameSaysExit(id.Name) {
			return true
		}
	case *ast.AssignStmt:
		if ek != edge.AssignStmt_Rhs || i >= len(parent.Lhs) {
			return false
		}
		sel, ok := ast.Unparen(parent.Lhs[i]).(*ast.SelectorExpr)
		return ok && (takesStatus(obj) || lifecycle.NameSaysExit(sel.Sel.Name))
	case *ast.ValueSpec:
		return false
	case *ast.CallExpr:
		p := c.param(parent, i)
		if p == nil {
			return false
		}
		if _, ok := p.Type().Underlying().(*types.Signature); !ok {
			return false
		}
		return takesStatus(obj) || lifecycle.NameSaysExit(p.Name())
	}
	return takesStatus(obj)
}

// param returns the parameter that the i-th argument of a call is for.
func (c *checker) param(call *ast.CallExpr, i int) *types.Var {
	sig, ok := c.pass.TypesInfo.TypeOf(call.Fun).(*types.Signature)
	if !ok || i >= sig.Params().Len() || sig.Variadic() && i == sig.Params().Len()-1 {
		return nil
	}
	return sig.Params().At(i)
}

// keeps reports whether an assignment of obj to lhs puts it where its
// calls are not seen. They are seen if lhs is a package variable.
func (c *checker) keeps(lhs ast.Expr, obj types.Object) bool {
	var id *ast.Ident
	switch lhs := ast.Unparen(lhs).(type) {
	case *ast.Ident:
		id = lhs
	case *ast.SelectorExpr:
		id = lhs.Sel
	default:
		return true // an element of a map or slice
	}
	if id.Name == "_" {
		return false
	}
	v, ok := c.pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil {
		return true
	}
	if v.Parent() != v.Pkg().Scope() {
		_, variable := obj.(*types.Var)
		return !variable
	}
	return v.Pkg() != c.pass.Pkg && c.lc.ExitOf(v, id.Pos()).Kind == lifecycle.NoExit
}
