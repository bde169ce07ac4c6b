package lifecycle

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A spawner runs a function that it is given in a goroutine of its own:
//
//	func safeGo(f func()) { go func() { defer recoverPanic(); f() }() }
//	func (s *server) goFunc(f func()) { s.wg.Add(1); go s.run(f) }
//	func start(f func()) { safeGo(f) }
//
// It is known by the tables, by a row or a directive of the user, and by
// inference, from callers to callees until nothing is added; of functions of
// other packages by a fact.

// SpawnArg returns the argument that the call runs in a goroutine of its
// own, if its callee is known to do that.
func (r *Result) SpawnArg(call *ast.CallExpr) (ast.Expr, bool) {
	if len(call.Args) == 0 {
		return nil, false
	}
	fn := typeutil.StaticCallee(r.info, call)
	if fn == nil {
		return nil, false
	}
	row, ok := known.Spawns.Lookup(fn)
	if !ok {
		row, ok = userSpawns.Lookup(fn)
	}
	if !ok {
		row.Arg, ok = r.inferredSpawn(fn.Origin())
	}
	if !ok || row.Arg >= len(call.Args) {
		return nil, false
	}
	return call.Args[row.Arg], true
}

// inferredSpawn returns the parameter that fn is found to run in a
// goroutine.
func (r *Result) inferredSpawn(fn *types.Func) (int, bool) {
	if fn.Pkg() == r.pass.Pkg {
		if f := r.declared[fn]; f != nil && len(r.spawners[f]) > 0 {
			return r.spawners[f][0], true
		}
		return 0, false
	}
	if sig := fn.Signature(); !hasFuncParam(sig) {
		return 0, false
	}
	if params := r.imported(fn).Spawns; len(params) > 0 {
		return params[0], true
	}
	return 0, false
}

// findSpawners finds the spawners of the package.
func (r *Result) findSpawners() {
	r.spawners = make(map[*Func][]int)
	var work []*Func
	for _, f := range r.funcs {
		if f.Obj != nil && f.Body() != nil && hasFuncParam(f.Obj.Signature()) {
			work = append(work, f)
		}
	}
	if len(work) == 0 {
		return
	}
	tasks := r.taskChans()
	for changed := true; changed; {
		changed = false
		for _, f := range work {
			if params := r.spawnedParams(f, tasks); len(params) > len(r.spawners[f]) {
				r.spawners[f], changed = params, true
			}
		}
	}
}

func hasFuncParam(sig *types.Signature) bool {
	for i := range sig.Params().Len() {
		if isFuncParam(sig, i) {
			return true
		}
	}
	return false
}

// isFuncParam reports whether the i-th parameter is one function.
func isFuncParam(sig *types.Signature, i int) bool {
	_, ok := sig.Params().At(i).Type().Underlying().(*types.Signature)
	return ok
}

// spawnedParams returns the parameters of f that it runs in a goroutine,
// sorted.
func (r *Result) spawnedParams(f *Func, tasks map[*types.Var]bool) []int {
	sig := f.Obj.Signature()
	index := make(map[*types.Var]int)
	for i := range sig.Params().Len() {
		if isFuncParam(sig, i) {
			index[sig.Params().At(i)] = i
		}
	}
	var found []int
	add := func(e ast.Expr) {
		if i, ok := index[r.Variable(e)]; ok && !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	if args, ok := r.Directives.Declares("spawns", f.Decl); ok {
		if i, ok := declaredSpawn(sig, args); ok {
			found = append(found, i)
		}
	}
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			r.runsIn(n.Call, 0, add)
		case *ast.SendStmt:
			if tasks[r.Variable(n.Chan)] {
				add(n.Value)
			}
		case *ast.CallExpr:
			if arg, ok := r.SpawnArg(n); ok {
				add(arg)
				if to := r.Value(arg).Func; to != nil && to.Lit != nil {
					r.callsIn(to, 0, add)
				}
			}
		}
		return true
	})
	slices.Sort(found)
	return found
}

// maxNested bounds how deep literals, and calls that hand a function on,
// are followed.
const maxNested = 3

// runsIn yields the functions that the call of a go statement runs: what it
// calls, and what that is given and calls.
func (r *Result) runsIn(call *ast.CallExpr, depth int, yield func(ast.Expr)) {
	yield(call.Fun)
	to := r.Callee(call).Func
	if to == nil || depth == maxNested {
		return
	}
	if to.Lit != nil {
		r.callsIn(to, depth+1, yield)
	}
	sig, _ := r.info.TypeOf(to.Type()).(*types.Signature)
	if to.Obj != nil {
		sig = to.Obj.Signature()
	}
	if sig == nil || to.Body() == nil {
		return
	}
	for i, arg := range call.Args {
		if i < sig.Params().Len() && isFuncParam(sig, i) && r.calls(to, sig.Params().At(i)) {
			yield(arg)
		}
	}
}

// callsIn yields the functions that a literal calls, itself or by one that
// it calls on the spot.
func (r *Result) callsIn(f *Func, depth int, yield func(ast.Expr)) {
	for _, call := range f.calls {
		yield(call.Fun)
		if to := r.Callee(call).Func; to != nil && to.Lit != nil && depth < maxNested {
			r.callsIn(to, depth+1, yield)
		}
	}
}

// calls reports whether f calls what its parameter holds.
func (r *Result) calls(f *Func, param *types.Var) bool {
	return slices.ContainsFunc(f.calls, func(call *ast.CallExpr) bool { return r.Variable(call.Fun) == param })
}

// declaredSpawn returns the parameter that //quiesce:spawns is about: the
// one with the index #N, or the first function.
func declaredSpawn(sig *types.Signature, args string) (int, bool) {
	if n, err := strconv.Atoi(args); err == nil {
		return n, n >= 0 && n < sig.Params().Len() && isFuncParam(sig, n)
	}
	for i := range sig.Params().Len() {
		if isFuncParam(sig, i) {
			return i, args == ""
		}
	}
	return 0, false
}
