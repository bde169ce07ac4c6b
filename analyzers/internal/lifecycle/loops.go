package lifecycle

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// neverTaken reports whether an edge leaves a loop that has no end of its
// own: its condition is constant, or it ranges over a channel that nobody
// closes.
func (r *Result) neverTaken(e flow.Edge) bool {
	if e.I != 1 {
		return false
	}
	switch stmt := e.From.Stmt.(type) {
	case *ast.ForStmt:
		return e.From.Kind == cfg.KindForLoop && r.constTrue(stmt.Cond)
	case *ast.RangeStmt:
		return e.From.Kind == cfg.KindRangeLoop && r.neverClosed(stmt.X)
	}
	return false
}

// loopHead returns the position of the loop that starts with block b, if
// that loop has no end of its own. Whether control comes back to b is for
// the caller to find out.
func (r *Result) loopHead(b *cfg.Block) token.Pos {
	switch stmt := b.Stmt.(type) {
	case *ast.ForStmt:
		if b.Kind == cfg.KindForBody && stmt.Cond == nil || b.Kind == cfg.KindForLoop && r.constTrue(stmt.Cond) {
			return stmt.Pos()
		}
	case *ast.RangeStmt:
		if b.Kind == cfg.KindRangeLoop && r.neverClosed(stmt.X) {
			return stmt.Pos()
		}
	case *ast.LabeledStmt:
		if b.Kind != cfg.KindLabel {
			break
		}
		switch stmt.Stmt.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			// The label is there for break and continue.
		default:
			return stmt.Pos() // goto
		}
	}
	return token.NoPos
}

// follows reports whether s, a select without cases, is what comes at the
// end of b. It is no node of the graph: what comes after it is a block
// without predecessors, and b has no successors.
func (r *Result) follows(s *ast.SelectStmt, b *cfg.Block) bool {
	if len(b.Nodes) > 0 {
		return b.Nodes[len(b.Nodes)-1].End() <= s.Pos()
	}
	return b.Stmt == nil || b.Stmt.Pos() <= s.Pos()
}

func (r *Result) constTrue(cond ast.Expr) bool {
	if cond == nil {
		return false
	}
	v := r.info.Types[cond].Value
	return v != nil && v.Kind() == constant.Bool && constant.BoolVal(v)
}

// neverClosed reports whether e is a channel that nobody closes: the C of
// a time.Ticker or time.Timer, or what time.Tick or time.After has returned.
func (r *Result) neverClosed(e ast.Expr) bool {
	e = ast.Unparen(e)
	if v := r.Variable(e); v != nil {
		if value := r.value(v); value != nil {
			e = ast.Unparen(value)
		}
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		v, ok := r.info.Uses[e.Sel].(*types.Var)
		return ok && v.IsField() && v.Name() == "C" && v.Pkg() != nil && v.Pkg().Path() == "time"
	case *ast.CallExpr:
		fn := r.Callee(e).Obj
		return isFunc(fn, "time", "Tick") || isFunc(fn, "time", "After")
	}
	return false
}

// isFunc reports whether fn is the package-level function pkg.name.
func isFunc(fn *types.Func, pkg, name string) bool {
	return fn != nil && fn.Name() == name && fn.Pkg() != nil && fn.Pkg().Path() == pkg && fn.Signature().Recv() == nil
}
