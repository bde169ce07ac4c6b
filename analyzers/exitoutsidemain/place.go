package exitoutsidemain

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A place is where an exit stands, seen from func main.
type place uint8

const (
	outside    place = iota
	goroutine        // in a goroutine that main starts
	callback         // in a func literal that main hands out
	mainItself       // in main, or in a literal that main runs on the spot
	exempt           // where an exit is right: TestMain, helper processes, examples
)

// place finds out where the node of cur runs.
func (c *checker) place(cur inspector.Cursor, obj types.Object) place {
	f, via := c.runsIn(cur, nil)
	switch {
	case f == nil:
		return outside // a variable's initialiser
	case c.lc.Directives.InTest(cur.Node().Pos()) && (c.testExempt(cur, f, nil) || c.ownProcess(cur, obj)):
		return exempt
	case c.isMain(f):
		return via
	case mainHelpers && c.onlyMainCalls(f):
		return exempt
	}
	return outside
}

// runsIn climbs out of the literals around cur to the declared function.
// The result says whether all of them run on the spot (mainItself), one is
// the body of a goroutine, or one is handed to someone who may call it at
// any time. A go statement makes its own call a goroutine's, too.
func (c *checker) runsIn(cur inspector.Cursor, seen []*lifecycle.Func) (*lifecycle.Func, place) {
	at := mainItself
	if call := cur.Parent(); cur.ParentEdgeKind() == edge.CallExpr_Fun && call.ParentEdgeKind() == edge.GoStmt_Call {
		at = goroutine
	} else if cur.ParentEdgeKind() != edge.CallExpr_Fun && isArgument(cur) {
		at = callback
	}
	f := c.lc.Enclosing(cur)
	for f != nil && f.Lit != nil {
		lit, ok := c.root.FindNode(f.Lit)
		if !ok {
			return f, callback
		}
		if how := c.literalRuns(lit, append(seen, f)); how != mainItself && at == mainItself {
			at = how
		}
		f = f.Parent
	}
	return f, at
}

// isArgument reports whether the value at cur leaves the function as an
// argument or in a composite literal.
func isArgument(cur inspector.Cursor) bool {
	switch cur.ParentEdgeKind() {
	case edge.CallExpr_Args, edge.KeyValueExpr_Value, edge.CompositeLit_Elts, edge.ReturnStmt_Results, edge.SendStmt_Value:
		return true
	}
	return false
}

// literalRuns tells how the function literal at cur is run:
//
//	func() { ... }()        on the spot; so with defer
//	go func() { ... }()     in a goroutine
//	die := func() { ... }   on the spot if die is only ever called
//	onErr(func() { ... })   as a callback
func (c *checker) literalRuns(cur inspector.Cursor, seen []*lifecycle.Func) place {
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
		if _, spawned := c.lc.SpawnArg(parent); spawned {
			return goroutine
		}
	case *ast.AssignStmt:
		if i < len(parent.Lhs) && ek == edge.AssignStmt_Rhs {
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

// variableRuns tells how the literal in a local variable is run: on the
// spot if every mention of the variable is a call that itself runs there.
func (c *checker) variableRuns(id *ast.Ident, seen []*lifecycle.Func) place {
	v, ok := c.pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil || v.Parent() == v.Pkg().Scope() {
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
		if in := c.lc.Enclosing(use); len(seen) < 8 && !contains(seen, in) {
			if _, how := c.runsIn(use, seen); how != mainItself {
				at = how
			}
		}
	}
	return at
}

func contains(list []*lifecycle.Func, f *lifecycle.Func) bool {
	for _, g := range list {
		if g == f {
			return true
		}
	}
	return false
}

// isMain reports whether f is the program's entry point: not a method
// that is called main, nor a function main of a library.
func (c *checker) isMain(f *lifecycle.Func) bool {
	return f.Decl != nil && f.Decl.Recv == nil && f.Decl.Name.Name == "main" && c.pass.Pkg.Name() == "main"
}

// onlyMainCalls reports whether f is a function of package main that
// always exits and is called from main alone, and never used as a value.
func (c *checker) onlyMainCalls(f *lifecycle.Func) bool {
	if f.Obj == nil || c.pass.Pkg.Name() != "main" || c.lc.ExitOf(f.Obj, f.Pos()).Kind != lifecycle.Always {
		return false
	}
	return c.everyUse(f, func(use inspector.Cursor) bool {
		in, at := c.runsIn(wholeName(use), nil)
		return in != nil && c.isMain(in) && at == mainItself
	})
}

// everyUse reports whether f is used, only by calls, and ok holds for each.
func (c *checker) everyUse(f *lifecycle.Func, ok func(inspector.Cursor) bool) bool {
	used := false
	for use := range c.root.Preorder((*ast.Ident)(nil)) {
		if fn, isFunc := c.pass.TypesInfo.Uses[use.Node().(*ast.Ident)].(*types.Func); !isFunc || fn.Origin() != f.Obj {
			continue
		}
		if wholeName(use).ParentEdgeKind() != edge.CallExpr_Fun || !ok(use) {
			return false
		}
		used = true
	}
	return used
}
