package lifecycle

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// An ownStep is what a method of a tracker of someone's own making does to the
// count in it on every way, and all that it does to it.
//
//	func (g *group) add(n int) { g.wg.Add(n) }
//	func (g *group) done()     { g.wg.Done(); <-g.limit }
type ownStep struct {
	Adds   int  // how much it adds, if that is constant
	Passes bool // it adds its first argument
	Marks  bool // it marks one piece of work as done
}

// ownStepOf returns the step of a method, if it is one: its only statement that
// touches the tracker stands under no condition.
func (r *Result) ownStepOf(f *Func) ownStep {
	recv := f.Obj.Signature().Recv()
	var step ownStep
	for _, stmt := range f.Body().List {
		call := flow.CallOf(stmt)
		if call != nil && r.touches(call, recv) {
			step = r.stepAt(call, f)
			break
		}
		if returnsIn(stmt) {
			return ownStep{}
		}
	}
	if step == (ownStep{}) || r.touching(f.Body(), recv) > 1 {
		return ownStep{}
	}
	return step
}

func returnsIn(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		_, ret := n.(*ast.ReturnStmt)
		_, lit := n.(*ast.FuncLit)
		found = found || ret
		return !lit && !found
	})
	return found
}

// touches reports whether the call is that of a method of a tracker in recv, or
// of recv itself.
func (r *Result) touches(call *ast.CallExpr, recv *types.Var) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if _, ok := r.info.Uses[sel.Sel].(*types.Func); !ok {
		return false
	}
	if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
		return r.info.Uses[id] == recv
	}
	field, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
	return ok && r.isField(field, recv)
}

// touching counts the calls in n that touch.
func (r *Result) touching(n ast.Node, recv *types.Var) int {
	count := 0
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && r.touches(call, recv) {
			count++
		}
		return true
	})
	return count
}

// stepAt returns what a call of a tracker's own method does.
func (r *Result) stepAt(call *ast.CallExpr, f *Func) ownStep {
	fn, ok := r.info.Uses[ast.Unparen(call.Fun).(*ast.SelectorExpr).Sel].(*types.Func)
	if !ok {
		return ownStep{}
	}
	switch role := methodRole(fn); {
	case role == Done:
		return ownStep{Marks: true}
	case role != Counts || len(call.Args) != 1:
		return ownStep{}
	}
	if v := r.info.Types[call.Args[0]].Value; v != nil {
		switch n, ok := constant.Int64Val(constant.ToInt(v)); {
		case ok && n == -1:
			return ownStep{Marks: true}
		case ok && n > 0 && n < 64:
			return ownStep{Adds: int(n)}
		}
		return ownStep{}
	}
	if params := f.Obj.Signature().Params(); params.Len() > 0 && r.Variable(call.Args[0]) == params.At(0) && !r.isSet(f, params.At(0)) {
		return ownStep{Passes: true}
	}
	return ownStep{}
}

// isSet reports whether the function assigns the variable.
func (r *Result) isSet(f *Func, v *types.Var) bool {
	set := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				set = set || r.Variable(lhs) == v
			}
		case *ast.IncDecStmt:
			set = set || r.Variable(n.X) == v
		}
		return !set
	})
	return set
}

// stepOf returns what fn does to the count of t, a tracker of someone's own
// making.
func (t *Tracker) stepOf(fn *types.Func) ownStep {
	if t.own == nil {
		return ownStep{}
	}
	return t.own.steps[fn.Origin()]
}

// inSteps reports whether the users of the tracker count off by a method that
// does just that, and by no other.
func (own *ownTypes) inSteps(t *Tracker) bool {
	named := known.Named(t.Var.Type())
	marks := false
	for fn, role := range own.roles {
		if recv := namedRecv(fn); recv == nil || recv.Origin().Obj() != named.Origin().Obj() || role&Done == 0 {
			continue
		}
		if !own.steps[fn].Marks {
			return false
		}
		marks = true
	}
	return marks && t.HoldsOne()
}

// ownUse returns what the call of fn does to t, as useAt does for the tables.
func (ta *Tallies) ownUse(t *Tracker, s Site, fn *types.Func) use {
	step := t.stepOf(fn)
	switch {
	case step.Marks:
		return use{role: Done, direct: true}
	case step.Adds > 0:
		return use{role: Counts, direct: true, delta: step.Adds}
	case step.Passes && len(s.Call.Args) > 0:
		return use{role: Counts, direct: true, delta: ta.delta(s.Call.Args[0])}
	}
	return use{role: s.Role &^ Done, direct: s.Role&Counts != 0}
}
