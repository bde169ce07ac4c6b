package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A flag is a stop signal that the body polls: a bool or number that the
// stop method sets.
//
//	s.closed = true
//	atomic.StoreInt32(&s.closed, 1)
//	s.closed.Store(true)

// noteFlagCall files a call of package sync/atomic.
func (c *checker) noteFlagCall(d *deeds, call *ast.CallExpr) {
	fn := typeutil.StaticCallee(c.info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" {
		return
	}
	var of ast.Expr
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
		of = sel.X
	} else if len(call.Args) > 0 {
		of = call.Args[0]
	}
	v := c.holder(of)
	if v == nil {
		return
	}
	switch {
	case strings.HasPrefix(fn.Name(), "Load"):
		d.polled = append(d.polled, v)
	case !strings.HasPrefix(fn.Name(), "Add"): // which counts
		d.raised = append(d.raised, v)
	}
}

// noteRaised files plain assignments of constants to flags.
func (c *checker) noteRaised(d *deeds, n *ast.AssignStmt) {
	if n.Tok != token.ASSIGN || len(n.Lhs) != len(n.Rhs) {
		return
	}
	for i, rhs := range n.Rhs {
		if v := c.holder(n.Lhs[i]); v != nil && c.info.Types[rhs].Value != nil && isFlag(v) {
			d.raised = append(d.raised, v)
		}
	}
}

// notePolled files the flags that a condition asks for.
func (c *checker) notePolled(d *deeds, cond ast.Expr) {
	if cond == nil {
		return
	}
	ast.Inspect(cond, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if v := c.holder(e); v != nil && isFlag(v) {
				d.polled = append(d.polled, v)
			}
		}
		return true
	})
}

// isFlag reports whether v is a bool that outlives a call.
func isFlag(v *types.Var) bool {
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0 && (v.IsField() || v.Parent() == v.Pkg().Scope())
}

func overlap[E comparable](a, b []E) bool {
	return slices.ContainsFunc(a, func(e E) bool { return slices.Contains(b, e) })
}
