package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// Without tells that an edge of the graph of f is taken only where there is
// nothing to mark: the tracker, what holds it, or the func is nil there. An
// edge that leaves a loop without an end is never taken.
//
//	if s != nil { defer s.wg.Done() }
//	for range ticker.C { ... }
func (ta *Tallies) Without(t *Tracker, f *Func, e flow.Edge) bool {
	return ta.without(subject{tracker: t}, f, e)
}

func (ta *Tallies) without(s subject, f *Func, e flow.Edge) bool {
	if ta.r.neverTaken(e) {
		return true
	}
	cond := flow.Condition(e.From)
	if cond == nil {
		return false
	}
	none := false
	flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
		b, ok := part.(*ast.BinaryExpr)
		if !ok || b.Op != token.EQL && b.Op != token.NEQ || truth != (b.Op == token.EQL) {
			return
		}
		if ta.r.info.Types[b.Y].IsNil() {
			none = none || ta.holders(s, f)[ta.r.Variable(b.X)]
		}
	})
	return none
}

// holders returns what the subject cannot be reached without in f.
func (ta *Tallies) holders(s subject, f *Func) map[*types.Var]bool {
	key := tallyKey{s, f}
	if set := ta.held[key]; set != nil {
		return set
	}
	set := make(map[*types.Var]bool)
	ta.held[key] = set
	if s.callee != nil {
		set[s.callee] = true
		return set
	}
	set[s.tracker.Var] = true
	for _, step := range ta.usesOf(s.tracker).steps {
		sel, ok := ast.Unparen(step.Call.Fun).(*ast.SelectorExpr)
		if !ok || !step.Done || step.In == nil || f.Body() == nil || step.Call.Pos() < f.Body().Pos() || f.Body().End() <= step.Call.Pos() {
			continue
		}
		ast.Inspect(sel.X, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := ta.r.info.Uses[id].(*types.Var); ok {
					set[v] = true
				}
			}
			return true
		})
	}
	return set
}
