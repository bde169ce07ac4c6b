package stopsignal

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A handler that cancels a context or closes a channel and then ends the
// process has told others to stop, and leaves them no time to do so:
//
//	<-signals
//	cancel()
//	os.Exit(1)
//
// One that calls a func which the function around it is given, for that, takes
// the deferred calls away of who has given it. What else a handler may do, such
// as to run hooks that have been registered, or to put a terminal in order, may
// be all that there is to do.

// tellsAndLeaves reports whether f, ahead of its call that ends the process,
// tells others to stop, and does not wait for any of them, or calls what the
// function around it was given.
func (c *checker) tellsAndLeaves(f *lifecycle.Func, exit *ast.CallExpr) bool {
	tells, waits, calls := false, false, false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if n == nil || n.Pos() >= exit.Pos() {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt, *ast.GoStmt:
			return false
		case *ast.UnaryExpr:
			waits = waits || tells && n.Op == token.ARROW
		case *ast.SelectStmt:
			waits = waits || tells
		case *ast.CallExpr:
			calls = calls || c.isGiven(f, n.Fun)
			if c.tells(n, 0) {
				tells = true
			} else {
				waits = waits || tells && mayWait(n)
			}
		}
		return true
	})
	return tells && !waits || calls
}

// isGiven reports whether e is a parameter of a function around literal f.
func (c *checker) isGiven(f *lifecycle.Func, e ast.Expr) bool {
	v := c.lc.Variable(e)
	return v != nil && v.Kind() == types.ParamVar && f.Lit != nil && v.Pos() < f.Pos() && !isCancel(v.Type())
}

// maxDepth is how many functions of the package are looked into, one called by
// the other.
const maxDepth = 2

// tells reports whether a call cancels a context or closes a channel, itself or
// in a function of this package.
func (c *checker) tells(call *ast.CallExpr, depth int) bool {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && c.pass.TypesInfo.Uses[id] == types.Universe.Lookup("close") {
		return true
	}
	if isCancel(c.pass.TypesInfo.TypeOf(call.Fun)) {
		return true
	}
	to := c.lc.Callee(call).Func
	if to == nil || to.Body() == nil || depth == maxDepth {
		return false
	}
	found := false
	for _, inner := range to.Calls() {
		if mayWait(inner) {
			return false
		}
		found = found || c.tells(inner, depth+1)
	}
	ast.Inspect(to.Body(), func(n ast.Node) bool {
		u, ok := n.(*ast.UnaryExpr)
		found = found && !(ok && u.Op == token.ARROW)
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return found
}

// isCancel reports whether t is the type of the functions that cancel contexts.
func isCancel(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	obj := named.Obj()
	return obj.Pkg() != nil && obj.Pkg().Path() == "context" && (obj.Name() == "CancelFunc" || obj.Name() == "CancelCauseFunc")
}

// mayWait reports whether a call, by its name, waits for something.
func mayWait(call *ast.CallExpr) bool {
	switch name := flow.CalledName(call); name {
	case "Wait", "Sleep", "Shutdown", "GracefulStop", "Join":
		return true
	}
	return false
}
