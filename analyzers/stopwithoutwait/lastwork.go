package stopwithoutwait

import (
	"go/ast"
	"go/token"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine that writes out what it has gathered once it is told to stop
// needs someone who waits: else the process may be gone before.
//
//	case <-d.quit:
//		d.enc.flush()
//		return

// lastWork returns the call by which the goroutine saves something after
// s has told it to stop, or nil if there is none.
func (c *checker) lastWork(b *body, s *stop) *ast.CallExpr {
	near := c.near(b.fn, 1)
	var first *ast.CallExpr
	keep := func(call *ast.CallExpr) {
		if call != nil && (first == nil || call.Pos() < first.Pos()) {
			first = call
		}
	}
	for _, u := range c.usesIn(near) {
		if u.Op != signals.Receive || u.Clause == nil || !s.fires[u.of] && !s.sends[u.of] || !leaves(u.Clause) {
			continue
		}
		for _, stmt := range u.Clause.Body {
			keep(savingCall(stmt))
		}
	}
	for f := range near {
		keep(c.deferredSaving(f))
	}
	return first
}

// deferredSaving returns the first call that f defers and that saves
// something, be it in a literal.
func (c *checker) deferredSaving(f *lifecycle.Func) *ast.CallExpr {
	var first *ast.CallExpr
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok && first == nil {
			if lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit); ok {
				first = savingCall(lit.Body)
			} else {
				first = savingCall(&ast.ExprStmt{X: d.Call})
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit && first == nil
	})
	return first
}

// savingCall returns the first call in a statement that by its name saves
// something, and is not made in another goroutine.
func savingCall(stmt ast.Stmt) *ast.CallExpr {
	var first *ast.CallExpr
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false
		case *ast.CallExpr:
			if first == nil && saves(calleeName(n)) {
				first = n
			}
		}
		return first == nil
	})
	return first
}

// saves reports whether a function of that name writes out what others
// have handed to it before.
func saves(name string) bool {
	for _, verb := range []string{"flush", "sync", "commit", "persist", "save", "checkpoint"} {
		if hasPrefixFold(name, verb) && (len(name) == len(verb) || token.IsExported(name[len(verb):])) {
			return true
		}
	}
	return false
}
