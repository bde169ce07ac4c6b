package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// Whose values have an end: types of the package with a method that brings
// them there, and connections.

// endNames are what such methods are called, in any case.
var endNames = []string{
	"close", "stop", "shutdown", "stopping", "stopasync", "gracefulstop", "terminate", "quit", "teardown", "muststop", "mustclose",
}

func isEndName(name string) bool { return slices.Contains(endNames, strings.ToLower(name)) }

// canEnd reports whether t is or holds a type of this package with a method
// that brings a value to its end, or a connection.
func (c *checker) canEnd(t types.Type) bool {
	if t == nil {
		return false
	}
	if isSource(t) {
		return true
	}
	switch u := types.Unalias(t).(type) {
	case *types.Slice:
		return c.canEnd(u.Elem())
	case *types.Map:
		return c.canEnd(u.Elem())
	}
	named := known.Named(t)
	if named == nil || named.Obj().Pkg() != c.pass.Pkg {
		return false
	}
	set := types.NewMethodSet(types.NewPointer(named))
	if types.IsInterface(named) {
		set = types.NewMethodSet(named)
	}
	for sel := range set.Methods() {
		fn, ok := sel.Obj().(*types.Func)
		if ok && isEnd(fn) && !c.doesNothing(fn) {
			return true
		}
	}
	return false
}

// isEnd reports whether fn brings its receiver to its end, by its name and by
// what it takes: nothing, or how long it may take, or why. With a name or a
// number it would be the end of something else.
func isEnd(fn *types.Func) bool {
	params := fn.Signature().Params()
	if !isEndName(fn.Name()) || params.Len() > 1 {
		return false
	}
	if params.Len() == 0 {
		return true
	}
	t := params.At(0).Type()
	return isContext(t) || isError(t) || types.TypeString(t, nil) == "time.Duration" || types.Identical(t, types.Typ[types.Bool])
}

// isInterfaceWithEnd reports whether t is an interface with such a method.
func isInterfaceWithEnd(t types.Type) bool {
	u, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range u.Methods() {
		if isEnd(m) {
			return true
		}
	}
	return false
}

// doesNothing reports whether fn is there because an interface asks for it:
// it only returns, values that are no calls.
func (c *checker) doesNothing(fn *types.Func) bool {
	for _, f := range c.lc.Funcs() {
		if f.Obj != fn || f.Body() == nil {
			continue
		}
		if len(f.Body().List) == 0 {
			return true
		}
		ret, ok := f.Body().List[0].(*ast.ReturnStmt)
		return ok && !slices.ContainsFunc(ret.Results, func(e ast.Expr) bool {
			_, call := ast.Unparen(e).(*ast.CallExpr)
			return call
		})
	}
	return false
}
