package lifecycle

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// funcFact is what other packages need to know about a function, a
// method, or a variable of func type. There is none where it would say
// nothing.
type funcFact struct {
	Exit    Exit
	Endless Ending
	Params  []TrackerParam // sorted by index
	Spawns  []int          // parameters that it runs in a goroutine, sorted
	Until   []int          // see ContextParams
	Starts  []int
	Cleans  bool        // it cleans up with the context that is its first parameter
	Chans   []ChanParam // sorted by index
	Serves  ServeKind
	Drains  bool // it shuts a server down and waits for the work in hand
	Blind   bool // it is called as if it cleaned up with its context, and does not look at it
}

// A TrackerParam tells what a function does with a tracker that is its
// Index-th parameter, the receiver not counted: it starts goroutines that
// the tracker counts, waits for it, or keeps it, and how it marks it as
// done. A function that has no such entry for it only adds or marks done.
type TrackerParam struct {
	Index                int
	Counts, Waits, Keeps bool
	Dones                Marking
}

// AFact implements [analysis.Fact].
func (*funcFact) AFact() {}

func (f *funcFact) String() string {
	var s []string
	switch f.Exit.Kind {
	case Always:
		s = append(s, strings.TrimSpace("exits "+strings.Join(f.Exit.Via, " ")))
	case OnError:
		s = append(s, "exits on error "+strings.Join(f.Exit.Via, " "))
	}
	if f.Endless != MayEnd {
		s = append(s, "endless")
	}
	for _, p := range f.Params {
		s = append(s, fmt.Sprintf("param %d counts=%t waits=%t keeps=%t%s", p.Index, p.Counts, p.Waits, p.Keeps, p.Dones))
	}
	if f.Spawns != nil {
		s = append(s, fmt.Sprintf("spawns %d", f.Spawns))
	}
	if f.Until != nil {
		s = append(s, fmt.Sprintf("until %d", f.Until))
	}
	if f.Starts != nil {
		s = append(s, fmt.Sprintf("starts %d", f.Starts))
	}
	if f.Cleans {
		s = append(s, "cleans up with its context")
	}
	if f.Blind {
		s = append(s, "does not look at its context")
	}
	if server := f.serverString(); server != "" {
		s = append(s, server)
	}
	for _, p := range f.Chans {
		s = append(s, fmt.Sprintf("chan %d%s", p.Index, p.Does))
	}
	return strings.Join(s, "; ")
}

// exportFacts hands out what other packages can make use of.
func (r *Result) exportFacts() {
	params := r.trackerParams()
	r.exportOwn()
	for _, f := range r.funcs {
		if f.Obj == nil || !visible(f.Obj) {
			continue
		}
		fact := &funcFact{Exit: f.exit, Endless: r.endings.traps[f].kind, Params: params[f], Spawns: r.spawners[f]}
		if hasContextParam(f.Obj.Signature()) {
			ctx := r.contexts().of(f)
			fact.Until, fact.Starts = ctx.Until, ctx.Starts
			fact.Cleans = r.cleansWith(f)
			fact.Blind = r.blind(f)
		}
		r.serverFact(f, fact)
		if hasChanParam(f.Obj.Signature()) {
			fact.Chans = r.chans().of(f)
		}
		if fact.Exit.Kind != NoExit || fact.Endless != MayEnd || fact.Params != nil || fact.Spawns != nil ||
			fact.Until != nil || fact.Starts != nil || fact.Cleans || fact.Serves != ServesNot || fact.Drains || fact.Blind || fact.Chans != nil {
			r.pass.ExportObjectFact(f.Obj, fact)
		}
	}
	r.exportBlindMethods()
	scope := r.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if v, ok := scope.Lookup(name).(*types.Var); ok && v.Exported() {
			if exit := r.variableExit(v, false); exit.Kind != NoExit {
				r.pass.ExportObjectFact(v, &funcFact{Exit: exit})
			}
		}
	}
}

// visible reports whether every driver hands a fact about fn to the
// packages that import its own: it is an exported function, or an
// exported method of an exported type.
func visible(fn *types.Func) bool {
	if !fn.Exported() {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Exported() && named.Obj().Parent() == fn.Pkg().Scope()
}

// imported returns what is known about a function or variable of another
// package, by table, user's row or fact.
func (r *Result) imported(obj types.Object) *funcFact {
	r.mu.Lock()
	defer r.mu.Unlock()
	if fact, ok := r.external[obj]; ok {
		return fact
	}
	fact := new(funcFact)
	fn, isFunc := obj.(*types.Func)
	if obj.Pkg() != nil && obj.Pkg() != r.pass.Pkg && r.pass.ImportObjectFact != nil {
		r.pass.ImportObjectFact(obj, fact)
	}
	if isFunc {
		if kind := exitRow(fn); kind != NoExit {
			both := *fact
			both.Exit = Exit{Kind: kind, Root: true}
			fact = &both
		}
	}
	r.external[obj] = fact
	return fact
}

// exitRow returns how the tables or the user's rows say that fn ends the
// process, unless the user allows that.
func exitRow(fn *types.Func) ExitKind {
	if AllowExit.HasFunc(fn) {
		return NoExit
	}
	if _, ok := known.Exits.Lookup(fn); ok {
		return Always
	}
	if _, ok := userExits.Lookup(fn); ok {
		return Always
	}
	if _, ok := known.ExitsOnError.Lookup(fn); ok {
		return OnError
	}
	return NoExit
}

var _ analysis.Fact = (*funcFact)(nil)
