package lifecycle

import (
	"go/ast"
	"slices"
)

// Bodies returns the functions of the package that may mark t as done and
// are started somewhere: by a go statement, by what runs its argument in a
// goroutine, or by a function of this package that runs what it is given.
// Of a literal that only calls another function that one is meant, too.
func (ta *Tallies) Bodies(t *Tracker) []*Func {
	var list []*Func
	reached := ta.reaches(subject{tracker: t})
	for _, s := range ta.startedFuncs() {
		f := s.f
		if s.by != nil && (!isReached(reached, f) || !ta.runsOnce(s)) {
			continue
		}
		for range 2 {
			if f != nil && !slices.Contains(list, f) && (isReached(reached, f) || t.Kind == ParamTracker && t.Func == f) {
				list = append(list, f)
			}
			f = ta.onlyCall(f)
		}
	}
	return list
}

// isReached reports whether a mark is near f.
func isReached(reached map[*Func]int, f *Func) bool {
	calls, ok := reached[f]
	return ok && calls <= maxCalls
}

// started is a function that runs in a goroutine, or is given to a function
// of this package.
type started struct {
	f   *Func
	by  *Func // whose argument it is, nil for what is known to start it
	arg int
}

func (ta *Tallies) startedFuncs() []started {
	if ta.started != nil {
		return ta.started
	}
	ta.started = []started{}
	for _, s := range ta.r.Spawns() {
		ta.started = append(ta.started, started{f: s.Body.Func})
	}
	for _, user := range ta.r.funcs {
		for _, call := range user.calls {
			to := ta.r.Callee(call).Func
			if to == nil {
				continue
			}
			for i, arg := range call.Args {
				if f := ta.funcValue(arg); f != nil {
					ta.started = append(ta.started, started{f, to, i})
				}
			}
		}
	}
	return ta.started
}

// runsOnce reports whether the function is run by the one that it is given
// to, and not more than once.
func (ta *Tallies) runsOnce(s started) bool {
	runs := ta.Runs(s.by, s.arg)
	return runs.Max == 1 && !runs.Loops && !runs.Kept
}

// onlyCall returns the function that a literal consists of calling, or nil.
func (ta *Tallies) onlyCall(f *Func) *Func {
	if f == nil || f.Lit == nil || len(f.Lit.Body.List) != 1 || len(f.calls) == 0 {
		return nil
	}
	stmt, ok := f.Lit.Body.List[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok {
		return nil
	}
	return ta.r.Callee(call).Func
}

// Callers returns the functions of the package that call f and go on when it
// has returned, or defer the call.
func (ta *Tallies) Callers(f *Func) []*Func {
	var list []*Func
	for _, user := range ta.usersOf(f) {
		for _, call := range user.calls {
			if ta.r.Callee(call).Func == f && !ta.spawns(call) && !slices.Contains(list, user) {
				list = append(list, user)
			}
		}
	}
	return list
}

func (ta *Tallies) spawns(call *ast.CallExpr) bool {
	return slices.ContainsFunc(ta.r.Spawns(), func(s *Spawn) bool { return s.Go != nil && s.Call == call })
}

// Recovers reports whether f goes on after a panic: it defers a function of
// this package that calls recover.
func (r *Result) Recovers(f *Func) bool { return r.recovers(f) }
