package lifecycle

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// SureStart reports whether f comes to n, a statement or call of its own or
// of a literal in it, on every way on which it does not fail. What stands in a
// loop counts as if each loop had a round. Who is told to start nothing leaves
// nothing behind:
//
//	if cfg.Interval == 0 {
//		return w, nil
//	}
//	go w.run()
func (r *Result) SureStart(f *Func, n ast.Node) bool {
	if f == nil || f.Body() == nil {
		return false
	}
	g := r.CFG(f)
	if g == nil {
		return false
	}
	span := outerLoop(f, n)
	hit := func(b *cfg.Block) bool {
		for _, node := range b.Nodes {
			if node.Pos() <= n.Pos() && n.Pos() < node.End() || span != nil && span.Pos() <= node.Pos() && node.Pos() < span.End() {
				return true
			}
		}
		return false
	}
	reached := flow.Reachable(g, g.Blocks[0], func(e flow.Edge) bool { return hit(e.From) })
	for _, b := range g.Blocks {
		if ret := b.Return(); ret != nil && b.Live && reached[b.Index] && !hit(b) && !r.fails(ret) {
			return false
		}
	}
	return true
}

// outerLoop returns the outermost loop of f around n, or nil if there is none.
func outerLoop(f *Func, n ast.Node) ast.Node {
	var loop ast.Node
	ast.Inspect(f.Body(), func(at ast.Node) bool {
		if at == nil || loop != nil || n.Pos() < at.Pos() || at.End() <= n.Pos() {
			return false
		}
		switch at.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			loop = at
		}
		return true
	})
	return loop
}

// fails reports whether a return hands out an error that is not nil, as far
// as it shows.
func (r *Result) fails(ret *ast.ReturnStmt) bool {
	if len(ret.Results) == 0 {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	t := r.info.TypeOf(last)
	return t != nil && !r.info.Types[last].IsNil() && t.String() == "error"
}
