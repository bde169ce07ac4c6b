package servershutdown

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// deferred returns what is done when the call that the i-th node of b defers
// is made: what is done at every return that follows, and what calls deferred
// later, which come first, have ended.
func (s *scan) deferred(b *cfg.Block, i int, st state) state {
	end, ok := s.atEnd(b)
	if !ok {
		return st
	}
	for _, later := range s.g.Blocks {
		if !later.Live {
			continue
		}
		for j, n := range later.Nodes {
			d, ok := n.(*ast.DeferStmt)
			if ok && (later == b && j > i || later != b && s.surely(b, later)) {
				end = s.endedBy(d, end)
			}
		}
	}
	return end
}

// surely reports whether control that has left b comes through block later
// before every return, and not before b.
func (s *scan) surely(b, later *cfg.Block) bool {
	if flow.Reachable(s.g, later, nil)[b.Index] {
		return false
	}
	avoiding := flow.Reachable(s.g, b, func(e flow.Edge) bool { return e.To() == later })
	return !slices.ContainsFunc(s.g.Blocks, func(end *cfg.Block) bool {
		return avoiding[end.Index] && end.Return() != nil
	})
}

// endedBy adds what a deferred call ends: cancel(), or the literal that calls
// it first thing.
func (s *scan) endedBy(d *ast.DeferStmt, st state) state {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	if !ok {
		return s.ended(d.Call, st)
	}
	for _, stmt := range lit.Body.List {
		if expr, ok := stmt.(*ast.ExprStmt); ok {
			if call, ok := expr.X.(*ast.CallExpr); ok {
				st = s.ended(call, st)
			}
			st = s.received(expr, st)
		}
	}
	return st
}
