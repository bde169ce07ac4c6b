package lifecycle

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// ExitOf tells how calling obj, a function or a variable of func type,
// ends the process. What only test files assign to a variable counts for
// uses in test files alone; pos is where it is used.
func (r *Result) ExitOf(obj types.Object, pos token.Pos) Exit {
	switch obj := obj.(type) {
	case *types.Func:
		fn := obj.Origin()
		if f := r.declared[fn]; f != nil {
			return f.exit
		}
		return r.imported(fn).Exit
	case *types.Var:
		return r.variableExit(obj, r.Directives.InTest(pos))
	}
	return Exit{}
}

// Enclosing returns the function in which the node of c stands, or nil.
func (r *Result) Enclosing(c inspector.Cursor) *Func { return r.enclosing(c) }

// IsMain reports whether f is the program's entry point: not a method that
// is called main, nor a function main of a library.
func (r *Result) IsMain(f *Func) bool {
	return f.Decl != nil && f.Decl.Recv == nil && f.Decl.Name.Name == "main" && r.pass.Pkg.Name() == "main"
}

// Funcs returns the functions of the package in order of position.
func (r *Result) Funcs() []*Func { return r.funcs }

// Guards returns the conditions on which reaching pos in f depends.
func (r *Result) Guards(f *Func, pos token.Pos) []flow.Guard {
	g := r.CFG(f)
	if g == nil {
		return nil
	}
	b := flow.BlockOf(g, pos)
	if b == nil {
		return nil
	}
	return flow.Guards(g, f.Body(), b)
}

// ExitSite returns where in f the first call stands on which its exit
// rests, or NoPos if the exit is a root.
func (f *Func) ExitSite() (pos, end token.Pos) {
	if len(f.via) == 0 {
		return token.NoPos, token.NoPos
	}
	return f.via[0].call.Pos(), f.via[0].call.End()
}

// Declared returns the function of this package that declares fn, or nil.
func (r *Result) Declared(fn *types.Func) *Func { return r.declared[fn.Origin()] }

// Module returns the path of the module of the package, empty if the
// driver does not know it.
func (r *Result) Module() string { return r.module() }
