package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A cancel function may be left to a callback of what is made next. If that
// cannot be made, nothing calls back:
//
//	ctx, cancel := context.WithCancel(s.ctx)
//	onClose := func() { cancel() }
//	conn, err := dial(addr, onClose)
//	if err != nil {
//		return err // and s.ctx holds on to ctx
//	}
//
// Whoever makes it may call back before it fails; so this is asked at level
// owner only. A function without another result that may live on runs its
// argument itself.

// left reports, for the context of m, the return behind the error of a call
// that alone has the cancel function, in a callback.
func (c *checker) left(m signals.Make) {
	cancel, at := c.cancelOf(m)
	g := c.lc.CFG(m.In)
	if cancel == nil || g == nil || c.endsWith(m.Parent, m.In) {
		return
	}
	l := &leftover{checker: c, in: m.In, holds: map[types.Object]bool{cancel: true}}
	if !l.inCallbacks() {
		return
	}
	b, i := flow.NodeAt(g, l.call.Pos())
	if b == nil {
		return
	}
	var lost token.Pos
	flow.Sweep{
		Graph: g,
		Node:  func(n ast.Node) bool { return !l.mentions(n) },
		End: func(last *cfg.Block) {
			ret := last.Return()
			if ret != nil && (!lost.IsValid() || ret.Pos() < lost) && l.failed(g, last) {
				lost = ret.Pos()
			}
		},
	}.From(b, i+1)
	if !lost.IsValid() {
		return
	}
	if c.level == requireStop {
		c.out.OptIn(at.Pos())
		return
	}
	c.out.Report(report.Finding{
		Pos: at.Pos(), End: at.End(), Category: lostCancel,
		Message: fmt.Sprintf("%q is left to a callback, and not called before the return on line %d",
			cancel.Name(), c.pass.Fset.Position(lost).Line),
		Related: []analysis.RelatedInformation{{Pos: l.call.Pos(), Message: "what the callback is given to"}, {Pos: lost, Message: "the return"}},
	})
}

// cancelOf returns the variable that the cancel function of m is declared
// in, and where.
func (c *checker) cancelOf(m signals.Make) (v *types.Var, at ast.Expr) {
	ast.Inspect(m.In.Body(), func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == m.Call && len(a.Lhs) == 2 {
			if id, ok := a.Lhs[1].(*ast.Ident); ok {
				v, _ = c.pass.TypesInfo.Defs[id].(*types.Var)
				at = id
			}
		}
		return v == nil
	})
	return v, at
}

// A leftover is a cancel function that only callbacks call.
type leftover struct {
	*checker
	in    *lifecycle.Func
	holds map[types.Object]bool // the variables with it and with its callbacks
	call  *ast.AssignStmt       // that alone is given one
	err   types.Object          // the error of that
}

// inCallbacks finds the callbacks and what they are given to. It reports
// false if the function does something else with them.
func (l *leftover) inCallbacks() bool {
	for _, stmt := range l.in.Body().List {
		if !l.mentions(stmt) {
			continue
		}
		a, isAssign := stmt.(*ast.AssignStmt)
		switch {
		case !isAssign || len(a.Rhs) != 1:
			return false
		case len(a.Lhs) == 1 && isFuncLit(a.Rhs[0]):
			id, isIdent := a.Lhs[0].(*ast.Ident)
			if !isIdent || l.pass.TypesInfo.Defs[id] == nil {
				return false
			}
			l.holds[l.pass.TypesInfo.Defs[id]] = true
		default:
			return l.gets(a)
		}
	}
	return false
}

// gets notes the call by which something is made that gets a callback:
//
//	conn, err := dial(addr, onClose)
func (l *leftover) gets(a *ast.AssignStmt) bool {
	if len(a.Lhs) != 2 {
		return false
	}
	made, isIdent := a.Lhs[0].(*ast.Ident)
	err, isErr := a.Lhs[1].(*ast.Ident)
	if !isIdent || !isErr || made.Name == "_" || !isError(l.pass.TypesInfo.TypeOf(err)) {
		return false
	}
	l.call, l.err = a, l.pass.TypesInfo.ObjectOf(err)
	return true
}

// mentions reports whether n names the cancel function, or one of the
// callbacks.
func (l *leftover) mentions(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && l.holds[l.pass.TypesInfo.Uses[id]]
		return !found
	})
	return found
}

// failed reports whether control comes to b only if the call has failed.
func (l *leftover) failed(g *cfg.CFG, b *cfg.Block) bool {
	for _, guard := range flow.Guards(g, l.in.Body(), b) {
		if guard.Tag != nil || guard.Cond.Pos() < l.call.Pos() {
			continue
		}
		failed := false
		flow.Holds(guard.Cond, guard.Truth, func(part ast.Expr, truth bool) {
			cmp, ok := part.(*ast.BinaryExpr)
			if !ok || (cmp.Op != token.NEQ || !truth) && (cmp.Op != token.EQL || truth) || !l.pass.TypesInfo.Types[cmp.Y].IsNil() {
				return
			}
			id, ok := ast.Unparen(cmp.X).(*ast.Ident)
			failed = failed || ok && l.pass.TypesInfo.Uses[id] == l.err
		})
		if failed {
			return true
		}
	}
	return false
}

func isFuncLit(n ast.Node) bool { _, ok := n.(*ast.FuncLit); return ok }
