package goroutineblocked

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// told reports whether control goes along the edge because of an error that
// the only goroutine has set: it does so when it ends.
//
//	go func() {
//		defer close(records)
//		for r.Next() {
//			if rec, decodeErr = decode(r); decodeErr != nil {
//				return
//			}
//			records <- rec
//		}
//	}()
//	...
//	if decodeErr != nil {
//		return decodeErr
//	}
func (r *receiver) told(e flow.Edge) bool {
	cond := flow.Condition(e.From)
	if cond == nil || len(r.body) != 1 {
		return false
	}
	told := false
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		if !r.isFailure(part, truth) {
			return
		}
		ast.Inspect(part, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			v, ok := r.pass.TypesInfo.Uses[id].(*types.Var)
			told = told || ok && r.setsItself(v)
			return true
		})
	})
	return told
}

// setsItself reports whether the goroutine assigns to v, which it does not
// declare.
func (r *receiver) setsItself(v *types.Var) bool {
	body := r.body[0].Body()
	if contains(body, v.Pos()) {
		return false
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if stmt, ok := n.(*ast.AssignStmt); ok {
			found = found || slices.ContainsFunc(flow.Assigned(stmt, r.pass.TypesInfo), func(o types.Object) bool { return o == v })
		}
		return !found
	})
	return found
}

// forgives reports whether control goes along the edge because a variable
// that the function has had all the time holds no error. Where the loop has
// been left for one, that is where it puts it: it is not a way that control
// goes.
//
//	if err := keep(line); err != nil {
//		keepErr = err
//		break
//	}
//	...
//	if keepErr != nil { ... }
func (r *receiver) forgives(e flow.Edge) bool {
	cond := flow.Condition(e.From)
	if cond == nil || cond.Pos() < r.from {
		return false
	}
	first := r.receives[0].Pos()
	found := false
	flow.Holds(cond, e.I != 0, func(part ast.Expr, truth bool) {
		if !r.isFailure(part, truth) {
			return
		}
		ast.Inspect(part, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				v, ok := r.pass.TypesInfo.Uses[id].(*types.Var)
				found = found || ok && v.Pos() < first && cond.Pos() > first
			}
			return true
		})
	})
	return found
}
