package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Where a loop may be cut off does matter if it writes files, half of one
// perhaps, and a loop that accepts on after an error does so without a pause
// once its listener is closed.

// maxWritesBelow is the number of calls between a loop and the writing.
const maxWritesBelow = 2

// fileWriters are the functions that write to files or rename them.
var fileWriters = []string{
	"os.Create", "os.CreateTemp", "os.OpenFile", "os.Rename", "os.WriteFile", "io/ioutil.WriteFile", "io/ioutil.TempFile",
}

// writesFiles reports whether f, or what it calls in this package, writes
// files.
func (c *checker) writesFiles(f *lifecycle.Func, depth int) bool {
	if f == nil || f.Body() == nil {
		return false
	}
	return slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool {
		to := c.lc.Callee(call)
		if to.Obj != nil && (slices.Contains(fileWriters, to.Obj.FullName()) || strings.HasPrefix(to.Obj.FullName(), "(*os.File).Write")) {
			return true
		}
		return depth > 0 && to.Func != nil && c.writesFiles(to.Func, depth-1)
	})
}

// acceptsOn reports whether f accepts from a listener in its loop: as the loop
// never ends, not when that is closed either.
func (c *checker) acceptsOn(f *lifecycle.Func) bool {
	return f != nil && f.Body() != nil && slices.ContainsFunc(f.Calls(), func(call *ast.CallExpr) bool {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		return ok && strings.HasPrefix(sel.Sel.Name, "Accept") && listens(c.pass.TypesInfo.TypeOf(sel.X))
	})
}

// listens reports whether t is a listener, that of package net or one that
// holds such a one.
func listens(t types.Type) bool {
	if t == nil {
		return false
	}
	for _, name := range []string{"Accept", "Addr", "Close"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := obj.(*types.Func); !ok {
			return false
		}
	}
	return true
}
