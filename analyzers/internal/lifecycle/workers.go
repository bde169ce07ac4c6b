package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A pool of workers runs what it is handed in goroutines that it has started
// before:
//
//	func (p *Pool) Submit(f func()) { p.tasks <- f }
//	func (p *Pool) work() { for f := range p.tasks { f() } } // go p.work()
//
// What is sent to the channel runs in a goroutine, as if it were started
// there.

// maxWorker bounds how far the callees of what a worker runs are followed.
const maxWorker = 2

// taskChans returns the variables and fields with channels of functions that
// goroutines of the package receive, and call.
func (r *Result) taskChans() map[*types.Var]bool {
	if !r.sendsFuncs() {
		return nil
	}
	chans := make(map[*types.Var]bool)
	for c := range r.insp.Root().Preorder((*ast.GoStmt)(nil), (*ast.CallExpr)(nil)) {
		switch n := c.Node().(type) {
		case *ast.GoStmt:
			r.workOf(r.Callee(n.Call).Func, 0, chans)
		case *ast.CallExpr:
			if arg, ok := r.SpawnArg(n); ok {
				r.workOf(r.Value(arg).Func, 0, chans)
			}
		}
	}
	return chans
}

// sendsFuncs reports whether a function of the package has a parameter of
// func type and sends it: there is nothing to find without one.
func (r *Result) sendsFuncs() bool {
	for c := range r.insp.Root().Preorder((*ast.SendStmt)(nil)) {
		v := r.Variable(c.Node().(*ast.SendStmt).Value)
		if v != nil && v.Kind() == types.ParamVar {
			if _, ok := v.Type().Underlying().(*types.Signature); ok {
				return true
			}
		}
	}
	return false
}

// workOf adds the channels from which f, or what it calls, receives the
// functions that it calls.
func (r *Result) workOf(f *Func, depth int, chans map[*types.Var]bool) {
	if f == nil || f.Body() == nil || depth > maxWorker {
		return
	}
	from := make(map[*types.Var]*types.Var) // by the variable that is received into
	receive := func(dst, ch ast.Expr) {
		if v, c := r.Variable(dst), r.Variable(ch); v != nil && c != nil {
			from[v] = c
		}
	}
	inspectOwn(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if n.Key != nil && isChan(r.info.TypeOf(n.X)) {
				receive(n.Key, n.X)
			}
		case *ast.AssignStmt:
			if recv, ok := ast.Unparen(n.Rhs[0]).(*ast.UnaryExpr); ok && recv.Op == token.ARROW {
				receive(n.Lhs[0], recv.X)
			}
		}
	})
	for _, call := range f.calls {
		if c := from[r.Variable(call.Fun)]; c != nil {
			chans[c] = true
		} else if to := r.Callee(call).Func; to != nil {
			r.workOf(to, depth+1, chans)
		}
	}
}
