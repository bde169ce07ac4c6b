package goroutineblocked

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// lastInMain reports whether f is main, or all that main still does when it
// has called f is to end.
//
//	func main() {
//		if err := run(); err != nil {
//			log.Fatal(err)
//		}
//	}
func (c *checker) lastInMain(f *lifecycle.Func) bool {
	if c.lc.IsMain(f) {
		return true
	}
	if c.pass.Pkg.Name() != "main" || f.Obj == nil {
		return false
	}
	ends, known := c.lastOfMain[f]
	if !known {
		c.lastOfMain[f] = false // for a function that calls itself
		ends = c.calledLast(f)
		c.lastOfMain[f] = ends
	}
	return ends
}

// calledLast reports whether f is called only where the process ends after
// it, and not used in any other way.
func (c *checker) calledLast(f *lifecycle.Func) bool {
	called := false
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		if fn, ok := c.pass.TypesInfo.Uses[id].(*types.Func); !ok || fn.Origin() != f.Obj {
			continue
		}
		if cur.ParentEdgeKind() == edge.SelectorExpr_Sel {
			cur = cur.Parent()
		}
		caller := c.lc.Enclosing(cur)
		if cur.ParentEdgeKind() != edge.CallExpr_Fun || caller == nil || !c.lastInMain(caller) || !c.isLast(cur.Parent(), caller) {
			return false
		}
		called = true
	}
	return called
}

// isLast reports whether nothing that takes its time may come after the call
// in f: no loop, no channel, no goroutine.
func (c *checker) isLast(call inspector.Cursor, f *lifecycle.Func) bool {
	switch call.ParentEdgeKind() {
	case edge.GoStmt_Call, edge.DeferStmt_Call:
		return false
	}
	g := c.lc.CFG(f)
	if g == nil {
		return false
	}
	at := flow.BlockOf(g, call.Node().Pos())
	if at == nil || flow.Loops(g, at, nil) {
		return false
	}
	last := true
	for index, reached := range flow.Reachable(g, at, nil) {
		for _, n := range g.Blocks[index].Nodes {
			if reached && n.Pos() > call.Node().Pos() {
				last = last && !takesTime(n)
			}
		}
	}
	return last
}

// takesTime reports whether a node starts a goroutine or waits for a channel.
func takesTime(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt, *ast.SendStmt:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}
