package exitoutsidemain

import (
	"go/ast"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A finalizer that finds its object not closed has found a mistake in the
// program, and has nobody to tell:
//
//	runtime.SetFinalizer(it, func(it *iterator) {
//		if !it.closed {
//			fmt.Fprintln(os.Stderr, "iterator was not closed")
//			os.Exit(1)
//		}
//	})

// inFinalizer reports whether the node of cur runs in a finalizer, or in a
// function that is only used as one.
func (c *checker) inFinalizer(cur inspector.Cursor) bool {
	f := c.lc.Enclosing(cur)
	for ; f != nil && f.Lit != nil; f = f.Parent {
		if lit, ok := c.root.FindNode(f.Lit); ok && c.isFinalizer(lit) {
			return true
		}
	}
	if f == nil || f.Obj == nil || f.Obj.Exported() {
		return false
	}
	return c.allUses(f, c.isFinalizer)
}

// allUses reports whether f is used, and ok holds for each use.
func (c *checker) allUses(f *lifecycle.Func, ok func(inspector.Cursor) bool) bool {
	uses := c.usesOf(f.Obj)
	for _, use := range uses {
		if !ok(wholeName(use)) {
			return false
		}
	}
	return len(uses) > 0
}

// isFinalizer reports whether the function at cur is handed to
// runtime.SetFinalizer or AddCleanup, or to a function of a package's own that
// is called as these are.
func (c *checker) isFinalizer(cur inspector.Cursor) bool {
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if !ok || cur.ParentEdgeKind() != edge.CallExpr_Args {
		return false
	}
	fn := c.lc.Callee(call).Obj
	return fn != nil && (fn.Name() == "SetFinalizer" || fn.Name() == "AddCleanup")
}
