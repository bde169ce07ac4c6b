package lifecycle

import (
	"go/types"
	"strings"
)

// ExitCounts reports whether a use of obj, which ends the process in the
// given way, is an exit of its own: a root always is; a function that always
// exits is, unless it is of this package and what it does is reported inside
// it; a call of one that exits on error is if it belongs to another module, and
// is not only used in a wrong way.
func (r *Result) ExitCounts(obj types.Object, exit Exit, called bool) bool {
	_, variable := obj.(*types.Var)
	switch {
	case exit.Root:
		return true
	case obj.Pkg() == r.pass.Pkg:
		return variable && !exit.Inner || exit.Kind == Always && SaysExit(obj)
	case exit.Kind == Always:
		return true
	}
	return called && exit.Module != r.Module() && !exit.Weak
}

// SaysExit reports whether the name follows the convention of package log
// and of every logger after it: what is called Fatal, Exit, LogFatal or
// FlushAndExit ends the process, and its callers know.
func SaysExit(obj types.Object) bool {
	return obj.Exported() && (strings.Contains(obj.Name(), "Fatal") || strings.Contains(obj.Name(), "Exit"))
}
