package lifecycle

import (
	"go/types"
	"slices"
)

// maxVia is how many names a chain has at most. Of a longer one the
// first and the root are kept, with [More] between them.
const maxVia = 3

// More stands in a chain for names that were left out.
const More = "..."

// nameExits gives the exits of this package their chains, when all kinds
// are known: breadth first from the roots, so each chain is the shortest
// there is; of two that are equally short the one whose call comes first
// in the function wins.
func (r *Result) nameExits() {
	const unset = 1 << 30
	length := make(map[*Func]int)
	for _, f := range r.funcs {
		if f.exit.Kind != NoExit && !f.exit.Root && !f.byLevel {
			length[f] = unset
		}
	}
	for changed := true; changed; {
		changed = false
		for _, f := range r.funcs {
			if f.exit.Kind == NoExit || f.exit.Root || f.byLevel {
				continue
			}
			for _, s := range f.via {
				if n := r.steps(s, length) + 1; n < length[f] {
					length[f], changed = n, true
				}
			}
		}
	}
	order := slices.DeleteFunc(slices.Clone(r.funcs), func(f *Func) bool { return length[f] == 0 || length[f] == unset })
	slices.SortStableFunc(order, func(a, b *Func) int { return length[a] - length[b] })
	for _, f := range order {
		for _, s := range f.via {
			if r.steps(s, length)+1 == length[f] {
				exit := r.targetExit(s.to, r.Directives.InTest(s.call.Pos()))
				f.exit.Via = through(r.targetName(s.to), exit.Via)
				break
			}
		}
	}
}

// steps returns how many functions lie between the callee of s and the
// root; a root of this package has no length.
func (r *Result) steps(s *exitSite, length map[*Func]int) int {
	to, inTest, n := s.to, r.Directives.InTest(s.call.Pos()), 0
	if to.Var != nil && to.Var.Pkg() == r.pass.Pkg {
		to, _ = r.worst(to.Var, inTest)
		n = 1
	}
	if to.Func != nil {
		return n + length[to.Func]
	}
	return n + len(r.targetExit(to, inTest).Via)
}

// through puts name before the chain via. A literal has no name and
// leaves the chain as it is.
func through(name string, via []string) []string {
	if name == "" {
		return via
	}
	if len(via) >= maxVia {
		return []string{name, More, via[len(via)-1]}
	}
	return append([]string{name}, via...)
}

// targetName names the target as code of another package sees it.
func (r *Result) targetName(to Target) string {
	switch {
	case to.Obj != nil:
		return FuncName(to.Obj, nil)
	case to.Func != nil && to.Func.Obj != nil:
		return FuncName(to.Func.Obj, nil)
	case to.Var != nil:
		return to.Var.Pkg().Name() + "." + to.Var.Name()
	}
	return ""
}

// FuncName names a function as code in package from writes it:
// log.Fatal, (*zap.Logger).Fatal, and without the package what from
// itself declares.
func FuncName(fn *types.Func, from *types.Package) string {
	qualify := func(p *types.Package) string {
		if p == nil || p == from { // nil: method Error of error
			return ""
		}
		return p.Name()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		if q := qualify(fn.Pkg()); q != "" {
			return q + "." + fn.Name()
		}
		return fn.Name()
	}
	star, t := "", recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	name := types.TypeString(t, qualify)
	if named, ok := types.Unalias(t).(*types.Named); ok {
		name = named.Obj().Name() // without type arguments
		if q := qualify(named.Obj().Pkg()); q != "" {
			name = q + "." + name
		}
	}
	return "(" + star + name + ")." + fn.Name()
}
