package lifecycle

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
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
// a time.Ticker or time.Timer, what time.Tick or time.After has returned,
// or a channel that is there for signal.Notify only.
func (r *Result) neverClosed(e ast.Expr) bool {
	e = ast.Unparen(e)
	if v := r.variable(e); v != nil {
		if isSignalChan(v.Type()) {
			return r.notifiedOnly(v)
		}
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

// notifiedOnly reports whether channel v is given to signal.Notify, and
// nobody else gets hold of it who might close it.
func (r *Result) notifiedOnly(v *types.Var) bool {
	if v.Pkg() != r.pass.Pkg || v.Exported() && (v.IsField() || isPackageLevel(v)) || !v.IsField() && !r.madeHere(v) {
		return false
	}
	notified := false
	for c := range r.insp.Root().Preorder((*ast.Ident)(nil)) {
		if use, ok := r.info.Uses[c.Node().(*ast.Ident)].(*types.Var); !ok || use.Origin() != v {
			continue
		}
		if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
			c = c.Parent()
		}
		for c.ParentEdgeKind() == edge.ParenExpr_X {
			c = c.Parent()
		}
		notifies, harmless := r.signalUse(c)
		if !harmless {
			return false
		}
		notified = notified || notifies
	}
	return notified
}

// signalUse judges one mention of a channel of signals.
func (r *Result) signalUse(c inspector.Cursor) (notifies, harmless bool) {
	ek, i := c.ParentEdge()
	switch parent := c.Parent().Node().(type) {
	case *ast.CallExpr:
		switch fn := r.Callee(parent).Obj; {
		case isFunc(fn, "os/signal", "Notify"):
			return true, true
		case isFunc(fn, "os/signal", "Stop"):
			return false, true
		}
		return false, r.isBuiltin(parent, "len") || r.isBuiltin(parent, "cap")
	case *ast.RangeStmt:
		return false, ek == edge.RangeStmt_X
	case *ast.UnaryExpr:
		return false, parent.Op == token.ARROW
	case *ast.SendStmt:
		return false, ek == edge.SendStmt_Chan
	case *ast.BinaryExpr:
		return false, true
	case *ast.AssignStmt:
		return false, ek == edge.AssignStmt_Lhs && r.isMake(valueAt(parent.Lhs, parent.Rhs, i))
	case *ast.KeyValueExpr:
		return false, ek == edge.KeyValueExpr_Key && r.isMake(parent.Value)
	}
	return false, false
}

// madeHere reports whether every value of v comes from make.
func (r *Result) madeHere(v *types.Var) bool {
	b := r.bindings[v]
	if b == nil || b.opaque || r.isParam(v) {
		return false
	}
	return !slices.ContainsFunc(b.values, func(value ast.Expr) bool { return !r.isMake(value) })
}

// isMake reports whether e is a call of make.
func (r *Result) isMake(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && r.isBuiltin(call, "make")
}

// variable returns the variable or field that e names, or nil.
func (r *Result) variable(e ast.Expr) *types.Var {
	var v *types.Var
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ = r.info.ObjectOf(e).(*types.Var)
	case *ast.SelectorExpr:
		v, _ = r.info.Uses[e.Sel].(*types.Var)
	}
	if v == nil {
		return nil
	}
	return v.Origin()
}

func isSignalChan(t types.Type) bool {
	if !isChan(t) {
		return false
	}
	named, ok := types.Unalias(t.Underlying().(*types.Chan).Elem()).(*types.Named)
	return ok && named.Obj().Name() == "Signal" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "os"
}

// isFunc reports whether fn is the package-level function pkg.name.
func isFunc(fn *types.Func, pkg, name string) bool {
	return fn != nil && fn.Name() == name && fn.Pkg() != nil && fn.Pkg().Path() == pkg && fn.Signature().Recv() == nil
}
