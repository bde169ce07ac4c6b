package lifecycle

import (
	"go/ast"
	"go/types"
)

// declaredExit returns how the declaration of f says that it ends the
// process: a row of the tables or the user, or a directive.
func (r *Result) declaredExit(f *Func) ExitKind {
	if f.Obj == nil || AllowExit.HasFunc(f.Obj) {
		return NoExit
	}
	if kind := exitRow(f.Obj); kind != NoExit {
		return kind
	}
	if _, ok := r.Directives.Declares("exits", f.Decl); ok {
		return Always
	}
	return NoExit
}

// declareMethods gives the methods of interfaces their exits. They have no
// body to tell what those do who implement them.
//
//	type Logger interface {
//		Abort(msg string) //quiesce:exits
//	}
func (r *Result) declareMethods() {
	for cur := range r.insp.Root().Preorder((*ast.InterfaceType)(nil)) {
		for _, field := range cur.Node().(*ast.InterfaceType).Methods.List {
			if _, ok := r.Directives.Declares("exits", field); !ok || len(field.Names) == 0 {
				continue
			}
			fn, ok := r.info.Defs[field.Names[0]].(*types.Func)
			if !ok || AllowExit.HasFunc(fn) {
				continue
			}
			fact := &funcFact{Exit: Exit{Kind: Always, Root: true, Module: r.module()}}
			r.external[fn] = fact
			if visible(fn) {
				r.pass.ExportObjectFact(fn, fact)
			}
		}
	}
}
