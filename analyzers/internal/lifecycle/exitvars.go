package lifecycle

import (
	"go/types"
	"slices"
)

// variableExit tells how calling a package variable of func type ends the
// process: as the worst of what is assigned to it anywhere in its package.
// An exported variable that holds a literal is a hook with a default, which
// the program replaces: what the default does is not what a call of the hook
// does.
//
//	var exit = os.Exit
//	var OnCorruption = func(path string) { log.Fatal(path) }
func (r *Result) variableExit(v *types.Var, inTest bool) Exit {
	if !isPackageLevel(v) {
		return Exit{}
	}
	if v.Pkg() != r.pass.Pkg {
		return r.imported(v).Exit
	}
	to, exit := r.worst(v, inTest)
	hook := v.Exported() && to.Func != nil && to.Func.Lit != nil
	if exit.Kind == NoExit || hook {
		return Exit{}
	}
	return Exit{
		Kind:   exit.Kind,
		Inner:  to.Func != nil && !exit.Root && !exit.Said,
		Weak:   exit.Weak,
		Hooks:  exit.Hooks,
		Via:    through(r.targetName(to), exit.Via),
		Module: r.module(),
	}
}

// worst returns the first of what package variable v of this package is
// set to that ends the process in most cases, and how it does.
func (r *Result) worst(v *types.Var, inTest bool) (to Target, exit Exit) {
	for _, held := range r.holds(v, inTest) {
		if e := r.targetExit(held, inTest); e.Kind > exit.Kind {
			to, exit = held, e
		}
	}
	return to, exit
}

// holds returns what package variable v is set to, in order of position.
// For another variable of this package that is what the other one is set
// to: no target is a variable of this package.
func (r *Result) holds(v *types.Var, inTest bool) []Target {
	var targets []Target
	seen := []*types.Var{v}
	for i := 0; i < len(seen); i++ {
		b := r.bindings[seen[i]]
		if b == nil {
			continue
		}
		for _, value := range b.values {
			if !inTest && r.Directives.InTest(value.Pos()) {
				continue
			}
			switch to := r.Value(value); {
			case to.Var == nil || to.Var.Pkg() != r.pass.Pkg:
				targets = append(targets, to)
			case isPackageLevel(to.Var) && !slices.Contains(seen, to.Var):
				seen = append(seen, to.Var)
			}
		}
	}
	return targets
}
