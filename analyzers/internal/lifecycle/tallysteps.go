package lifecycle

import (
	"cmp"
	"go/ast"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A Step is a call of Add or Done on a tracker.
type Step struct {
	Call *ast.CallExpr
	In   *Func // nil in a variable's initialiser
	Done bool  // also Add of what is negative
	N    int   // what is added or marked, or 0 if that is not constant
}

func (u *uses) step(s Site, what use) {
	switch {
	case what.delta < 0:
		u.steps = append(u.steps, Step{s.Call, s.In, true, -what.delta})
	case what.direct && what.role == Done:
		u.steps = append(u.steps, Step{s.Call, s.In, true, 1})
	case what.direct && what.adds():
		u.steps = append(u.steps, Step{s.Call, s.In, false, what.delta})
	}
}

// Steps returns the calls of Add and Done on t, under all its names, in order
// of position.
func (ta *Tallies) Steps(t *Tracker) []Step {
	steps := ta.usesOf(t).steps
	slices.SortFunc(steps, func(a, b Step) int { return cmp.Compare(a.Call.Pos(), b.Call.Pos()) })
	return steps
}

// CountedOff reports whether the users of the tracker mark its work as done
// themselves, as those of a sync.WaitGroup do.
func (t *Tracker) CountedOff() bool {
	if t.own != nil {
		return t.own.inSteps(t)
	}
	return hasDone(t.Var.Type())
}

// IsOwn reports whether the type of the tracker is one of someone's making, and
// whether that is this package.
func (t *Tracker) IsOwn() (own, here bool) {
	named := known.Named(t.Var.Type())
	return t.own != nil, named != nil && named.Obj().Pkg() == t.Var.Pkg()
}

// MayMark reports whether anything may mark t as done, as far as can be seen.
func (ta *Tallies) MayMark(t *Tracker) bool { return len(ta.usesOf(t).dones) > 0 }

// IsAlias reports whether the tracker is a local variable that is another
// name of a tracker of this package: that one has its sites.
func (t *Tracker) IsAlias() bool { return t.shared }
