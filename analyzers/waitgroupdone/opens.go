package waitgroupdone

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A function may hold others up until it has set a value up, and let them go
// on with a Done once that is there:
//
//	s.ready.Add(1)
//	index, err := open(dir)
//	if err != nil {
//		return err // nobody is to go on
//	}
//	s.index = index
//	s.ready.Done()
//
// Who waits reads what has been set. A return that comes before has nothing to
// let them go on with: a Done there would be worse.

// keepsShut reports whether the return comes before fields are set that those
// who wait for the tracker read, and the Done after.
func (l *ledger) keepsShut(ret *ast.ReturnStmt) bool {
	set := make(map[*types.Var]bool)
	for _, done := range l.dones {
		if done.In != l.fn || done.Call == nil || done.Call.Pos() < ret.Pos() {
			return false // marked elsewhere, too
		}
		ast.Inspect(l.fn.Body(), func(n ast.Node) bool {
			assign, ok := n.(*ast.AssignStmt)
			if !ok || assign.Pos() < ret.End() || assign.Pos() > done.Call.Pos() {
				return true
			}
			for _, lhs := range assign.Lhs {
				if v := l.lc.Variable(lhs); v != nil && v.IsField() {
					set[v] = true
				}
			}
			return true
		})
	}
	for _, w := range l.waits {
		if len(set) > 0 && w.In != nil && w.In != l.fn && l.readsAfter(w, set) {
			return true
		}
	}
	return false
}

// readsAfter reports whether the function that waits mentions one of the fields
// behind the Wait.
func (l *ledger) readsAfter(w lifecycle.Site, fields map[*types.Var]bool) bool {
	reads := false
	ast.Inspect(w.In.Body(), func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Pos() > w.Pos {
			v := l.lc.Variable(sel)
			reads = reads || v != nil && fields[v]
		}
		return !reads
	})
	return reads
}
