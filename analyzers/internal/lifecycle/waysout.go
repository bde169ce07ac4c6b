package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// What ends a function is a return, a panic that the function recovers
// from, a send on a closed channel among them, and the end of its
// goroutine, by runtime.Goexit or by what calls it. Deferred calls are no
// way out: they run when the function has ended otherwise. Nor is the end
// of the whole process. But what handles signals need not end before the
// process does.

// testEnds are the methods that end the goroutine of a test. Those of the
// types that implement the interface are known from their bodies.
var testEnds = known.Table{
	"testing": {
		{Recv: "TB", Name: "FailNow"}, {Recv: "TB", Name: "Fatal"}, {Recv: "TB", Name: "Fatalf"},
		{Recv: "TB", Name: "SkipNow"}, {Recv: "TB", Name: "Skip"}, {Recv: "TB", Name: "Skipf"},
	},
}

// leaves reports whether control can leave f from block b.
func (r *Result) leaves(f *Func, b *cfg.Block) bool {
	if b.Return() != nil || r.endsTest(b) || r.sendPanics(b) && r.recovers(f) {
		return true
	}
	if len(b.Succs) > 0 || !r.endsInNoReturn(b) {
		return false
	}
	if r.endsInPanic(b) {
		return r.recovers(f)
	}
	return r.targetExit(r.Callee(lastCall(b)), true).Kind == NoExit
}

// endsInNoReturn reports whether the last thing in b is a call that does
// not return.
func (r *Result) endsInNoReturn(b *cfg.Block) bool {
	call := lastCall(b)
	if call == nil {
		return false
	}
	fn := typeutil.StaticCallee(r.info, call)
	return r.endsInPanic(b) || fn != nil && r.graph.NoReturn(fn)
}

// lastCall returns the call that is the last statement of b, or nil.
func lastCall(b *cfg.Block) *ast.CallExpr {
	if len(b.Nodes) == 0 {
		return nil
	}
	stmt, ok := b.Nodes[len(b.Nodes)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, _ := stmt.X.(*ast.CallExpr)
	return call
}

// endsTest reports whether a call in b ends the goroutine of a test.
func (r *Result) endsTest(b *cfg.Block) bool {
	ends := false
	for _, n := range b.Nodes {
		flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
			if how == flow.Runs {
				fn, _ := typeutil.Callee(r.info, call).(*types.Func)
				_, found := testEnds.Lookup(fn)
				ends = ends || found
			}
		})
	}
	return ends
}

// sendPanics reports whether b sends on a channel that someone may close.
func (r *Result) sendPanics(b *cfg.Block) bool {
	for _, n := range b.Nodes {
		if send, ok := n.(*ast.SendStmt); ok && r.mayBeClosed(r.Variable(send.Chan)) {
			return true
		}
	}
	return false
}

// mayBeClosed reports whether code of the package closes channel v, or may
// have to leave that to others: v is a parameter, or not known.
func (r *Result) mayBeClosed(v *types.Var) bool {
	if v == nil || r.isParam(v) {
		return true
	}
	for _, f := range r.funcs {
		for _, call := range f.calls {
			if r.isBuiltin(call, "close") && len(call.Args) == 1 && r.Variable(call.Args[0]) == v {
				return true
			}
		}
	}
	return false
}

// recovers reports whether f defers a call of a function of this package
// that calls recover.
func (r *Result) recovers(f *Func) bool {
	found := false
	inspectOwn(f, func(n ast.Node) {
		d, ok := n.(*ast.DeferStmt)
		if !ok {
			return
		}
		if to := r.Callee(d.Call).Func; to != nil {
			for _, call := range to.calls {
				found = found || r.isBuiltin(call, "recover")
			}
		}
	})
	return found
}

// handlesSignals reports whether f is there for the signals that come to
// the process: it receives them, and either ends the process or waits for
// nothing else. It lives as long as the process, as signal.Notify does.
func (r *Result) handlesSignals(f *Func) bool {
	signals, others := false, false
	receive := func(ch ast.Expr) {
		switch t := r.info.TypeOf(ch); {
		case isSignalChan(t):
			signals = true
		case isChan(t):
			others = true
		}
	}
	inspectOwn(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.RangeStmt:
			receive(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				receive(n.X)
			}
		}
	})
	return signals && (!others || slices.ContainsFunc(f.calls, func(call *ast.CallExpr) bool {
		return r.targetExit(r.Callee(call), true).Kind != NoExit
	}))
}

func isSignalChan(t types.Type) bool {
	if !isChan(t) {
		return false
	}
	named, ok := types.Unalias(t.Underlying().(*types.Chan).Elem()).(*types.Named)
	return ok && named.Obj().Name() == "Signal" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "os"
}

// isBuiltin reports whether the call is one of the builtin of that name.
func (r *Result) isBuiltin(call *ast.CallExpr, name string) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && id.Name == name && r.info.Uses[id] == types.Universe.Lookup(name)
}

// inspectOwn visits the nodes in the body of f that belong to no literal
// inside it.
func inspectOwn(f *Func, visit func(ast.Node)) {
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if _, lit := n.(*ast.FuncLit); lit {
			return false
		}
		visit(n)
		return true
	})
}
