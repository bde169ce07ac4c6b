package goroutinestop

import (
	"go/ast"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function that is given a context and sends in a loop to somebody who
// stops with a signal has been given the context for this:
//
//	func split(ctx context.Context, spans chan<- span) { for i := range 8 { spans <- next(i) } }
//
//	for s := range spans {
//		select {
//		case <-ctx.Done():
//			return ctx.Err() // and split waits forever
//		case out <- s:
//		}
//	}

// toLeaver reports whether what the send sends goes to those alone who may
// leave before they have received all.
func (c *checker) toLeaver(send *ast.SendStmt) bool {
	if c.signals == nil {
		return false
	}
	s := c.signals.Of(send.Chan)
	if s == nil || s.Foreign || s.Gone || s.Shown || len(s.Makes) == 0 {
		return false
	}
	receives := 0
	for _, u := range s.Uses {
		if u.Op != signals.Receive && u.Op != signals.Range {
			continue
		}
		if !c.mayLeave(u) {
			return false
		}
		receives++
	}
	return receives > 0
}

// mayLeave reports whether a receive stands in a loop that a signal ends: in
// a select with a case for that, or over one.
func (c *checker) mayLeave(u signals.Use) bool {
	if loop, ok := u.Node.(*ast.RangeStmt); ok {
		found := false
		ast.Inspect(loop.Body, func(n ast.Node) bool {
			if clause, ok := n.(*ast.CommClause); ok {
				found = found || c.returnsOn(clause)
			}
			_, lit := n.(*ast.FuncLit)
			return !lit && !found
		})
		return found
	}
	return u.Select != nil && slices.ContainsFunc(u.Select.Body.List, func(stmt ast.Stmt) bool {
		return c.returnsOn(stmt.(*ast.CommClause))
	})
}

// returnsOn reports whether the case waits for a stop signal and returns.
func (c *checker) returnsOn(clause *ast.CommClause) bool {
	return c.stopOf(clause) != nil && slices.ContainsFunc(clause.Body, func(stmt ast.Stmt) bool {
		_, ok := stmt.(*ast.ReturnStmt)
		return ok
	})
}
