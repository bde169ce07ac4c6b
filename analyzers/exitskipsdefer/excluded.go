package exitskipsdefer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// skipped reports whether the exit, which control can come to from the defer
// statement, does skip the deferred call.
func (w *walker) skipped(d deferral, call *ast.CallExpr) bool {
	if d.category == skipsWait && w.lc.Directives.InTest(call.Pos()) {
		return false // goroutines of tests end with the process
	}
	if d.category == skipsClose && !closes || d.category == skipsRelease && !releases {
		if w.everPending(d, call) {
			w.out.OptIn(call.Pos())
		}
		return false
	}
	return w.everPending(d, call)
}

// everPending reports whether the conditions on which the two depend leave a
// way from the defer statement to the exit on which there is something to do.
func (w *walker) everPending(d deferral, call *ast.CallExpr) bool {
	if w.exits[call].Kind == lifecycle.OnError && (!w.expected(call) || !w.always(d, call)) || w.isProfile(d) && w.fails(call) {
		return false
	}
	if w.lc.RunsHooks(call) || w.registered(d, call) {
		return false
	}
	before, after := w.lc.Guards(w.f, d.stmt.Pos()), w.lc.Guards(w.f, call.Pos())
	if from := flow.BlockOf(w.g, d.stmt.Pos()); from == nil || flow.Loops(w.g, from, nil) {
		before = nil // another round may come to the exit
	}
	for _, g := range after {
		if w.failed(d, g) {
			return false
		}
		for _, h := range before {
			if w.contradict(g, h) {
				return false
			}
		}
	}
	return true
}

// expected reports whether whoever calls what exits on error has to reckon
// with that: it is handed the error, or is a helper of the program. What
// happens on an error deep inside a library is not at issue at each call.
func (w *walker) expected(call *ast.CallExpr) bool {
	to := w.lc.Callee(call)
	if w.exits[call].Root || to.Func != nil && w.pass.Pkg.Name() == "main" {
		return true
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := w.pass.TypesInfo.TypeOf(arg)
		return t != nil && types.Implements(t, errorType) && !w.pass.TypesInfo.Types[arg].IsNil()
	})
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// always reports whether control comes past the defer statement on every way
// to the call.
func (w *walker) always(d deferral, call *ast.CallExpr) bool {
	from, to := flow.BlockOf(w.g, d.stmt.Pos()), flow.BlockOf(w.g, call.Pos())
	if from == to {
		return d.stmt.Pos() < call.Pos()
	}
	return from == w.g.Blocks[0] ||
		!flow.Reachable(w.g, w.g.Blocks[0], func(e flow.Edge) bool { return e.To() == from })[to.Index]
}

// failed reports whether a guard says that what the deferred call works on
// could not be had:
//
//	f, err := os.CreateTemp("", "spool")
//	defer os.Remove(f.Name())
//	if err != nil { log.Fatal(err) }
func (w *walker) failed(d deferral, g flow.Guard) bool {
	if d.on == nil || g.Tag != nil {
		return false
	}
	failed := false
	flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
		test, ok := part.(*ast.BinaryExpr)
		if !ok || !w.saysError(part, truth) {
			return
		}
		if err, ok := ast.Unparen(test.X).(*ast.Ident); ok {
			failed = failed || w.assignedWith(w.variable(err), d.on, test.Pos())
		}
	})
	return failed
}

// assignedWith reports whether the last assignment to err above pos assigns
// v, too.
func (w *walker) assignedWith(err, v types.Object, pos token.Pos) bool {
	var last *ast.AssignStmt
	ast.Inspect(w.f.Body(), func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Pos() < pos && w.assigns(a, err) {
			last = a
		}
		return true
	})
	return last != nil && w.assigns(last, v)
}

func (w *walker) assigns(a *ast.AssignStmt, v types.Object) bool {
	for _, lhs := range a.Lhs {
		if w.variable(lhs) == v {
			return true
		}
	}
	return false
}

// contradict reports whether two guards cannot both hold.
//
//	if *profile != "" { defer pprof.StopCPUProfile() }
//	if *profile == "" { log.Fatal("no profile") }
func (w *walker) contradict(g, h flow.Guard) bool {
	if g.Tag != nil || h.Tag != nil || g.Block == h.Block && g.Truth == h.Truth {
		return false
	}
	found := false
	flow.Holds(g.Cond, g.Truth, func(x ast.Expr, xTruth bool) {
		flow.Holds(h.Cond, h.Truth, func(y ast.Expr, yTruth bool) {
			s, sTruth := normal(x, xTruth)
			t, tTruth := normal(y, yTruth)
			found = found || s == t && sTruth != tTruth && w.sameVariables(x, y)
		})
	})
	return found
}

// sameVariables reports whether two expressions that are written alike name
// the same variables, and none of these is assigned below the first of them.
func (w *walker) sameVariables(x, y ast.Expr) bool {
	vars := w.variables(x)
	if !slices.Equal(vars, w.variables(y)) {
		return false
	}
	same, above := true, min(x.Pos(), y.Pos())
	ast.Inspect(w.f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				same = same && (n.Pos() < above || !slices.Contains(vars, w.variable(lhs)))
			}
		case *ast.IncDecStmt:
			same = same && !slices.Contains(vars, w.variable(n.X))
		}
		return same
	})
	return same
}

// variables returns the variables and fields that e names, in order.
func (w *walker) variables(e ast.Expr) []types.Object {
	var vars []types.Object
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := w.pass.TypesInfo.Uses[id].(*types.Var); ok {
				vars = append(vars, v.Origin())
			}
		}
		return true
	})
	return vars
}

// normal writes a condition without != and >=, with the truth that it has
// then.
func normal(cond ast.Expr, truth bool) (string, bool) {
	test, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return types.ExprString(cond), truth
	}
	op := test.Op
	switch op {
	case token.NEQ:
		op, truth = token.EQL, !truth
	case token.GEQ:
		op, truth = token.LSS, !truth
	case token.LEQ:
		op, truth = token.GTR, !truth
	}
	return types.ExprString(test.X) + " " + op.String() + " " + types.ExprString(test.Y), truth
}
