package lifecycle

import (
	"go/token"
)

// ExitKind tells how a function ends the process.
type ExitKind uint8

const (
	NoExit  ExitKind = iota
	OnError          // an exit in it is behind a test of an error, an ok or nil
	Always           // every path through it ends the process
)

// An Exit tells how a function or a variable of func type ends the
// process.
type Exit struct {
	Kind   ExitKind
	Root   bool     // an exit by table, row or directive, not by what its body does
	Inner  bool     // of a variable: the exit is in a function of the variable's package
	Weak   bool     // of one on error: no error is tested, only an ok or a nil
	Said   bool     // its name or comment says that it does, and its callers know
	Hooks  bool     // it first calls functions that someone has registered
	Via    []string // the functions called on the way, the root last; empty for a root
	Module string   // path of the module that declares it, empty if not known
}

// findExits gives every function of the package its exit.
func (r *Result) findExits() {
	sites := make(map[*Func][]*exitSite)
	for _, f := range r.funcs {
		if kind := r.declaredExit(f); kind != NoExit {
			f.exit = Exit{Kind: kind, Root: true, Module: r.module()}
		}
	}
	r.declareMethods()
	for _, f := range r.funcs {
		if all := r.exitSites(f); len(all) > 0 && r.CFG(f) != nil {
			sites[f] = all
		}
	}
	r.settleExits(sites)
	r.findSaid()
	r.nameExits()
	r.findHooks()
}

// exitSites returns the calls in f that do or may end the process, and
// files f as a caller of functions of this package.
func (r *Result) exitSites(f *Func) []*exitSite {
	var sites []*exitSite
	for _, call := range f.calls {
		to, inTest := r.Callee(call), r.Directives.InTest(call.Pos())
		local := r.mayRun(to, inTest)
		for _, g := range local {
			if n := len(g.callers); n == 0 || g.callers[n-1] != f {
				g.callers = append(g.callers, f)
			}
		}
		if len(local) > 0 || r.targetExit(to, inTest).Kind != NoExit {
			sites = append(sites, &exitSite{call: call, to: to})
		}
	}
	return sites
}

// mayRun returns the functions of this package on which the exit of the
// target depends.
func (r *Result) mayRun(to Target, inTest bool) []*Func {
	if to.Func != nil {
		return []*Func{to.Func}
	}
	var funcs []*Func
	if to.Var != nil && isPackageLevel(to.Var) {
		for _, held := range r.holds(to.Var, inTest) {
			if held.Func != nil {
				funcs = append(funcs, held.Func)
			}
		}
	}
	return funcs
}

// allowed reports whether an exit at pos in f is one that the user
// answers for: then it is none for the callers of f either, whoever reads the
// //nolint comments.
func (r *Result) allowed(f *Func, pos token.Pos) bool {
	if r.ExitAllowed(f) {
		return true
	}
	answered := r.Directives.Nolint(pos)
	if r.Directives.InTest(pos) || r.inMain(f) {
		// No other package calls f, so a directive here is of use only if
		// there is something to report.
		return r.Directives.Covered(ExitRule, pos) || answered
	}
	return r.Directives.Ignored(ExitRule, pos) || answered
}

// inMain reports whether f is main or a literal inside it.
func (r *Result) inMain(f *Func) bool {
	for f != nil && f.Parent != nil {
		f = f.Parent
	}
	return f != nil && r.IsMain(f)
}

// ExitAllowed reports whether the user's flags allow exits in f, which is
// nil outside functions.
func (r *Result) ExitAllowed(f *Func) bool {
	for p := f; p != nil; p = p.Parent {
		if p.Obj != nil && AllowExit.HasFunc(p.Obj) {
			return true
		}
	}
	return AllowExit.HasPackage(r.pass.Pkg.Path())
}

// targetExit returns how the target ends the process, as far as known
// now. inTest tells whether values that only test files give to a
// variable count.
func (r *Result) targetExit(to Target, inTest bool) Exit {
	switch {
	case to.Func != nil:
		return to.Func.exit
	case to.Obj != nil:
		return r.imported(to.Obj).Exit
	case to.Var != nil:
		return r.variableExit(to.Var, inTest)
	}
	return Exit{}
}

func (r *Result) module() string {
	if r.pass.Module == nil {
		return ""
	}
	return r.pass.Module.Path
}
