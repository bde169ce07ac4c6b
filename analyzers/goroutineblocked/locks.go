package goroutineblocked

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// locks reports whether f takes a lock.
func (c *checker) locks(f *lifecycle.Func) bool {
	return slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool { return isLocking(call, "Lock") })
}

// isLocking reports whether the call is that of a method Lock or RLock, or of
// Unlock or RUnlock.
func isLocking(call *ast.CallExpr, name string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && len(call.Args) == 0 && strings.TrimPrefix(sel.Sel.Name, "R") == name
}

// holdsLock reports whether f has a lock when it goes along an edge on which it
// asks, on all ways, and keeps it until it comes to pos. It may have got it from
// all that call it. If asks is nil, it is enough to have the lock.
func (c *checker) holdsLock(f *lifecycle.Func, asks func(flow.Edge) bool, pos token.Pos, depth int) bool {
	type state struct{ held, asked bool }
	g := c.lc.CFG(f)
	if g == nil {
		return false
	}
	always := true
	walk := flow.Walk[state]{
		Graph: g,
		Asked: c.asked(f),
		Node: func(s state, _ *cfg.Block, n ast.Node) (state, bool) {
			if contains(n, pos) {
				always = always && s.held && (s.asked || asks == nil)
			}
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				switch {
				case how != flow.Runs:
				case isLocking(call, "Lock"):
					s.held = true
				case isLocking(call, "Unlock"):
					s = state{}
				}
			})
			return s, true
		},
		Edge: func(s state, e flow.Edge) (state, bool) {
			s.asked = s.asked || s.held && asks != nil && asks(e)
			return s, true
		},
		End: func(state, *cfg.Block) {},
	}
	walk.From(g.Blocks[0], state{held: c.calledLocked(f, depth)})
	return always
}

// calledLocked reports whether all that call f have a lock.
func (c *checker) calledLocked(f *lifecycle.Func, depth int) bool {
	return c.allCalls(f, depth, func(caller *lifecycle.Func, call *ast.CallExpr) bool {
		return c.holdsLock(caller, nil, call.Pos(), depth+1)
	})
}

// allCalls reports whether holds does for all calls of f, if all are in sight.
func (c *checker) allCalls(f *lifecycle.Func, depth int, holds func(*lifecycle.Func, *ast.CallExpr) bool) bool {
	if f.Obj == nil || depth > 2 || c.isBody(f) || c.x.Open(f.Obj) || len(f.Callers()) == 0 {
		return false
	}
	for _, caller := range f.Callers() {
		for _, call := range caller.Calls() {
			if c.lc.Callee(call).Func == f && !holds(caller, call) {
				return false
			}
		}
	}
	return true
}
