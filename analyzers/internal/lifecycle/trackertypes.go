package lifecycle

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// constructs reports whether the call makes a new tracker: it is that of a
// function of the tracker's own package, or of methods that shape what such
// a function has made.
//
//	errgroup.WithContext(ctx)
//	pool.New().WithMaxGoroutines(4).WithErrors()
func (r *Result) constructs(call *ast.CallExpr, tracker *types.Named) bool {
	fn := r.Callee(call).Obj
	if fn == nil || fn.Pkg() != tracker.Obj().Pkg() {
		return false
	}
	if fn.Signature().Recv() == nil {
		return true
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	inner, ok := ast.Unparen(sel.X).(*ast.CallExpr)
	return ok && r.constructs(inner, tracker)
}

// hasDone reports whether users of the tracker count its work off
// themselves: an errgroup does that for them.
func hasDone(t types.Type) bool {
	named := known.Named(t)
	return slices.ContainsFunc(known.Dones.Package(named.Obj().Pkg().Path()), func(row known.Row) bool {
		return row.Recv == named.Obj().Name()
	})
}

// Deferred reports whether the tracker only keeps what it is given until it
// is run, as a run.Group does: nobody counts it off and nothing starts it.
func (t *Tracker) Deferred() bool { return !t.byHand && t.Roles()&Spawns == 0 }
