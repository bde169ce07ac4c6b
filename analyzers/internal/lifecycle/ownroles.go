package lifecycle

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// settled returns what is left of the role of a method for those who call it:
// one that counts work off itself leaves that to nobody else, and one that
// counts and counts off on the spot leaves nothing behind.
//
//	func (p *pool) run(f func()) { p.wg.Add(1); go func() { defer p.wg.Done(); f() }() }
//	func (p *pool) do(f func())  { p.wg.Add(1); defer p.wg.Done(); f() }
func (r *Result) settled(f *Func, role Role) Role {
	if role&(Counts|Done) != Counts|Done {
		return role
	}
	role &^= Done
	if role&Spawns == 0 && r.marksOnTheSpot(f) {
		role &^= Counts
	}
	return role
}

// marksOnTheSpot reports whether the method calls Done of a tracker in its
// receiver, or a method of its receiver that may, before it returns.
func (r *Result) marksOnTheSpot(f *Func) bool {
	recv := f.Obj.Signature().Recv()
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			if lit, ok := n.Call.Fun.(*ast.FuncLit); ok {
				ast.Inspect(lit.Body, func(n ast.Node) bool {
					call, ok := n.(*ast.CallExpr)
					found = found || ok && r.marksOf(call, recv)
					return !found
				})
			}
		case *ast.CallExpr:
			found = found || r.marksOf(n, recv)
		}
		return !found
	})
	return found
}

// marksOf reports whether the call is one of Done of a tracker in recv, or of
// a method of recv that calls it.
func (r *Result) marksOf(call *ast.CallExpr, recv *types.Var) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := r.info.Uses[sel.Sel].(*types.Func)
	if !ok {
		return false
	}
	if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok && r.info.Uses[id] == recv {
		if f := r.declared[fn.Origin()]; f != nil && f.Body() != nil {
			role, _ := r.receiverRole(f)
			return role&Done != 0
		}
		return methodRole(fn)&Done != 0
	}
	field, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
	return ok && r.isField(field, recv) && methodRole(fn)&Done != 0
}

// HoldsOne reports whether the type of a tracker of someone's own making has
// one tracker in it: what its methods count is what others wait for then.
func (t *Tracker) HoldsOne() bool {
	named := known.Named(t.Var.Type())
	if named == nil {
		return false
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	held := 0
	for f := range st.Fields() {
		if trackerType(f.Type()) {
			held++
		}
	}
	return held == 1
}

// ByHand reports whether the users of a tracker count off what they have
// counted.
func (t *Tracker) ByHand() bool { return t.byHand }
