package goroutineblocked

import (
	"go/ast"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// endsProcess reports whether the process ends when f returns, or shortly
// after: what it leaves behind harms nobody.
func (c *checker) endsProcess(f *lifecycle.Func) bool {
	if f == nil {
		return false
	}
	return c.lc.IsCommand(f) || !tests && c.isTest(f) || c.lastInMain(f)
}

// isTest reports whether f, or a function around it, is for tests: it gets
// the test.
func (c *checker) isTest(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		sig := c.lc.Signature(f)
		if sig == nil {
			continue
		}
		for v := range sig.Params().Variables() {
			if named := known.Named(v.Type()); named != nil && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "testing" {
				return true
			}
		}
	}
	return false
}

// isKill reports whether a case waits for a signal of the system.
func (c *checker) isKill(clause *ast.CommClause) bool {
	e := operand(clause)
	return e != nil && c.lc.IsSignal(e)
}
