package lifecycle

import (
	"go/types"
	"strings"
	"unicode"
)

// ExitCounts reports whether a use of obj, which ends the process in the
// given way, is an exit of its own: a root always is; a function that always
// exits is, unless it is of this package and what it does is reported inside
// it; a call of one that exits on error is if it belongs to another module, and
// is not only used in a wrong way, nor a Must function. A call of one that says
// that it exits is in its own module, too: inside it nothing is reported.
func (r *Result) ExitCounts(obj types.Object, exit Exit, called bool) bool {
	_, variable := obj.(*types.Var)
	here := obj.Pkg() == r.pass.Pkg
	switch {
	case exit.Root:
		return true
	case exit.Kind == Always && here:
		return variable && !exit.Inner || exit.Said && (called || SaysExit(obj))
	case exit.Kind == Always:
		return true
	case here && variable:
		return !exit.Inner
	case !called || exit.Weak || IsMust(obj.Name()):
		return false
	}
	return exit.Said || exit.Module != r.Module()
}

// SaysExit reports whether the name follows the convention of package log
// and of every logger after it: what is called Fatal, Exit, LogFatal or
// FlushAndExit ends the process, and its callers know.
func SaysExit(obj types.Object) bool {
	name := strings.ToLower(obj.Name())
	return obj.Exported() && (strings.Contains(name, "fatal") || strings.Contains(name, "exit"))
}

// IsMust reports whether a name is that of a function that returns if it
// succeeds, and only then, as regexp.MustCompile: who calls it has decided that
// there is nothing else to be done.
func IsMust(name string) bool {
	rest, ok := strings.CutPrefix(name, "Must")
	if !ok {
		rest, ok = strings.CutPrefix(name, "must")
	}
	for _, c := range rest {
		return ok && !unicode.IsLower(c)
	}
	return ok
}
