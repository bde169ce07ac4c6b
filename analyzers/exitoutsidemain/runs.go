package exitoutsidemain

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// runsIn climbs out of the literals around cur to the declared function.
// The result says whether all of them, and what is at cur, run on the spot
// (mainItself), or one of them in a goroutine, or one is handed to someone
// who may call it at any time.
func (c *checker) runsIn(cur inspector.Cursor, seen []*lifecycle.Func) (*lifecycle.Func, place) {
	at := c.runs(cur, seen)
	f := c.lc.Enclosing(cur)
	for f != nil && f.Lit != nil {
		lit, ok := c.root.FindNode(f.Lit)
		if !ok {
			return f, callback
		}
		if how := c.runs(lit, append(slices.Clip(seen), f)); how != mainItself && at == mainItself {
			at = how
		}
		f = f.Parent
	}
	return f, at
}

// runs tells how the function at cur, a literal or a name, is run:
//
//	func() { ... }()        on the spot; so with defer
//	go func() { ... }()     in a goroutine
//	die := func() { ... }   on the spot if die is only ever called
//	onErr(func() { ... })   as a callback
func (c *checker) runs(cur inspector.Cursor, seen []*lifecycle.Func) place {
	for cur.ParentEdgeKind() == edge.ParenExpr_X {
		cur = cur.Parent()
	}
	ek, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.CallExpr:
		if ek == edge.CallExpr_Fun {
			if cur.Parent().ParentEdgeKind() == edge.GoStmt_Call {
				return goroutine
			}
			return mainItself
		}
		if arg, ok := c.lc.SpawnArg(parent); ok && arg == cur.Node() {
			return goroutine
		}
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Rhs && i < len(parent.Lhs) {
			if mainHelpers && c.isUsage(parent.Lhs[i]) {
				return mainItself // main calls it when it parses the flags
			}
			if id, ok := parent.Lhs[i].(*ast.Ident); ok {
				return c.variableRuns(id, seen)
			}
		}
	case *ast.ValueSpec:
		if i < len(parent.Names) {
			return c.variableRuns(parent.Names[i], seen)
		}
	}
	return callback
}

// isUsage reports whether e is flag.Usage, or the field of a flag set, or of one
// that is made after it.
func (c *checker) isUsage(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	return ok && v.Name() == "Usage" && (v.IsField() || v.Pkg() != c.pass.Pkg)
}

// variableRuns tells how the function in a local variable is run: on the
// spot if every mention of the variable is a call that itself runs there.
func (c *checker) variableRuns(id *ast.Ident, seen []*lifecycle.Func) place {
	v, ok := c.pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return callback
	}
	at := mainItself
	for use := range c.root.Preorder((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[use.Node().(*ast.Ident)] != v || use.ParentEdgeKind() == edge.AssignStmt_Lhs {
			continue
		}
		if use.ParentEdgeKind() != edge.CallExpr_Fun {
			return callback
		}
		if in := c.lc.Enclosing(use); len(seen) < 8 && !slices.Contains(seen, in) {
			if _, how := c.runsIn(use, seen); how != mainItself {
				at = how
			}
		}
	}
	return at
}
