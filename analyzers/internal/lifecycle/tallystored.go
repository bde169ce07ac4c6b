package lifecycle

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// FieldCallers returns the functions of the package that call what the field
// of func type holds. It reports false if the field is also read in another
// way, so that others may call it.
func (ta *Tallies) FieldCallers(field *types.Var) (callers []*Func, all bool) {
	for c := range ta.r.insp.Root().Preorder((*ast.SelectorExpr)(nil)) {
		sel := c.Node().(*ast.SelectorExpr)
		if v, ok := ta.r.info.Uses[sel.Sel].(*types.Var); !ok || v.Origin() != field {
			continue
		}
		switch c.ParentEdgeKind() {
		case edge.AssignStmt_Lhs, edge.BinaryExpr_X:
		case edge.CallExpr_Fun:
			f := ta.r.enclosing(c)
			if f == nil || spawnedHere(c) {
				return nil, false
			}
			if !slices.Contains(callers, f) {
				callers = append(callers, f)
			}
		default:
			return nil, false
		}
	}
	return callers, true
}

func spawnedHere(c inspector.Cursor) bool {
	kind := c.Parent().ParentEdgeKind()
	return kind == edge.GoStmt_Call || kind == edge.DeferStmt_Call
}

// SkipsCall returns the returns of f that are reached past no call of what
// the field holds, if others are reached past one such call.
func (ta *Tallies) SkipsCall(field *types.Var, f *Func) []*ast.ReturnStmt {
	s := subject{callee: field, owner: f}
	does, g := ta.tally(s, f), ta.r.CFG(f)
	if g == nil || !does.Skips || does.Max != 1 {
		return nil
	}
	var skips []*ast.ReturnStmt
	walk := flow.Walk[Span]{Graph: g, Asked: ta.Asked(f)}
	walk.Node = func(sum Span, _ *cfg.Block, n ast.Node) (Span, bool) { return sum.plus(ta.effect(s, f, n).Span), true }
	walk.Edge = func(sum Span, e flow.Edge) (Span, bool) { return sum, !ta.without(s, f, e) }
	walk.End = func(sum Span, b *cfg.Block) {
		if ret := b.Return(); ret != nil && sum.Max == 0 && !slices.Contains(skips, ret) {
			skips = append(skips, ret)
		}
	}
	walk.From(g.Blocks[0], Span{})
	return skips
}
