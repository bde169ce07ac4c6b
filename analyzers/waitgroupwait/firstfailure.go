package waitgroupwait

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A function that waits when its caller tells it to stop, and else returns what
// a goroutine has failed with, has chosen: the others go on until the caller,
// who hears of the failure, ends them.
//
//	select {
//	case err := <-failed:
//		return err
//	case <-ctx.Done():
//		wg.Wait()
//		return nil
//	}

// leftToCaller reports whether the return stands in a case that receives from
// a channel of home on which the goroutine sends, and all Waits stand in other
// cases of the same select.
func (f *skipFinder) leftToCaller(start ast.Node, out ast.Stmt) bool {
	_, to := f.spawned(start)
	if to.Func == nil || to.Func.Body() == nil {
		return false
	}
	found := false
	ast.Inspect(f.home.Body(), func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectStmt)
		if !ok || out.Pos() < sel.Pos() || sel.End() <= out.Pos() {
			return !found
		}
		for _, stmt := range sel.Body.List {
			clause := stmt.(*ast.CommClause)
			if clause.Pos() <= out.Pos() && out.Pos() < clause.End() && clause.Comm != nil {
				found = found || f.hearsFrom(clause.Comm, to.Func) && f.waitsBeside(sel, clause)
			}
		}
		return !found
	})
	return found
}

// hearsFrom reports whether a case receives from a channel on which fn sends.
func (f *skipFinder) hearsFrom(comm ast.Stmt, fn *lifecycle.Func) bool {
	chans := make(map[types.Object]bool)
	ast.Inspect(fn.Body(), func(n ast.Node) bool {
		if send, ok := n.(*ast.SendStmt); ok {
			if ch := f.object(send.Chan); ch != nil {
				chans[ch] = true
			}
		}
		return true
	})
	return len(chans) > 0 && f.receives(comm, chans)
}

// waitsBeside reports whether there are Waits, all of them in other cases of
// the select.
func (f *skipFinder) waitsBeside(sel *ast.SelectStmt, clause *ast.CommClause) bool {
	waits := false
	for _, s := range f.sites {
		if s.Role&lifecycle.Waits == 0 {
			continue
		}
		inSelect := sel.Pos() <= s.Pos && s.Pos < sel.End()
		inClause := clause.Pos() <= s.Pos && s.Pos < clause.End()
		if !inSelect || inClause {
			return false
		}
		waits = true
	}
	return waits
}
