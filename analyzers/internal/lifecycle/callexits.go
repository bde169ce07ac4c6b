package lifecycle

import "go/ast"

// Calls returns the calls in the body of f in order of position, without
// those in the literals inside it.
func (f *Func) Calls() []*ast.CallExpr { return f.calls }

// CallExit tells how the call ends the process: by its callee, be that a
// function, a variable of func type, or a literal.
func (r *Result) CallExit(call *ast.CallExpr) Exit {
	return r.targetExit(r.Callee(call), r.Directives.InTest(call.Pos()))
}
