package goroutineblocked

import (
	"go/types"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// stopNames begin the names of the methods that end what an object does.
var stopNames = []string{"close", "stop", "shutdown", "quit", "halt", "terminate", "cancel", "kill", "finish", "end"}

func isStopName(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(stopNames, func(s string) bool { return strings.HasPrefix(name, s) })
}

// isStopFunc reports whether f, or the declared function that it stands in,
// has a name that says that it ends something.
func isStopFunc(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if f.Decl != nil {
			return isStopName(f.Decl.Name.Name)
		}
	}
	return false
}

// canBeStopped reports whether a type that holds the channel in a field has
// a method that ends what it does.
func (c *checker) canBeStopped(ch *channel) bool {
	scope := c.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		named, ok := types.Unalias(tn.Type()).(*types.Named)
		if !ok || !holds(named, ch.Vars) {
			continue
		}
		for m := range named.Methods() {
			if isStopName(m.Name()) {
				return true
			}
		}
	}
	return false
}

// holds reports whether one of the variables is a field of the type.
func holds(named *types.Named, vars []*types.Var) bool {
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if slices.Contains(vars, f) {
			return true
		}
	}
	return false
}
