package waitgroupdone

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// loses reports whether control may come to the next job, or to the end of the
// function, past no mark, with a job that nobody else has got.
func (f *finder) loses(t taker) bool {
	lost, marks := false, false
	type way struct{ decided bool }
	walk := flow.Walk[way]{Graph: f.lc.CFG(t.fn), Asked: f.tallies.Asked(t.fn)}
	walk.Node = func(w way, _ *cfg.Block, n ast.Node) (way, bool) {
		if n == t.comm {
			lost = lost || w.decided
			return w, false
		}
		does := f.tallies.Effect(f.t, t.fn, n)
		marks = marks || does.Max > 0
		return w, does.Max == 0 && !does.Kept && (!w.decided || !f.passesOn(n, t.job))
	}
	walk.Edge = func(w way, e flow.Edge) (way, bool) {
		if e.To() == t.from {
			lost = lost || w.decided
			return w, false
		}
		cond := flow.Condition(e.From)
		if cond == nil {
			return w, true
		}
		w.decided = w.decided || !f.asks(cond, t.job) && !f.asks(cond, t.ok)
		return w, !f.asks(cond, t.ok) || holds(cond, e.I == 0, func(x ast.Expr) bool { return f.lc.Variable(x) == t.ok })
	}
	walk.End = func(w way, b *cfg.Block) { lost = lost || w.decided && b.Return() != nil }
	walk.From(t.from, way{})
	return lost && marks
}

// asks reports whether the condition mentions the variable.
func (f *finder) asks(cond ast.Expr, v *types.Var) bool {
	asks := false
	ast.Inspect(cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		asks = asks || ok && v != nil && f.lc.Variable(id) == v
		return !asks
	})
	return asks
}

// holds reports whether a condition that has come out as truth says that the
// expression that is looked for is true.
func holds(cond ast.Expr, truth bool, is func(ast.Expr) bool) bool {
	found := false
	flow.Holds(cond, truth, func(part ast.Expr, truth bool) { found = found || truth && is(part) })
	return found
}

// passesOn reports whether the node may leave the job to someone else: it
// sends, starts or stores something, or does more with it than to log it.
func (f *finder) passesOn(n ast.Node, job *types.Var) bool {
	passes := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.FuncLit:
			passes = true
		case *ast.Ident:
			passes = passes || job != nil && f.lc.Variable(n) == job || f.isBuiltin(n, "append")
		case *ast.CallExpr:
			return !logs(n)
		}
		return !passes
	})
	return passes
}

func (f *finder) isBuiltin(id *ast.Ident, name string) bool {
	_, ok := f.pass.TypesInfo.Uses[id].(*types.Builtin)
	return ok && id.Name == name
}

// logs reports whether the call, by its name, is one that logs or prints.
func logs(call *ast.CallExpr) bool {
	name := strings.ToLower(types.ExprString(call.Fun))
	return strings.Contains(name, "log") || strings.Contains(name, "print")
}
