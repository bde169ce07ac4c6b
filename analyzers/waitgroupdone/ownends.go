package waitgroupdone

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// calledToo reports whether a method that runs in goroutines, and marks a
// field as done, is called otherwise, too, or may be: then it is no body that
// each Add counts, but what ends the object, and only the first call of it does.
//
//	func (d *Device) Close() {
//		if d.closed {
//			return
//		}
//		...
//		d.queue.wg.Done() // for the Add of newQueue
//	}
func (f *finder) calledToo(body *lifecycle.Func) bool {
	if f.t.Kind != lifecycle.FieldTracker || body.Obj == nil {
		return false
	}
	if body.Obj.Exported() && !f.surelyCounted(body) {
		return true
	}
	started := make(map[*ast.CallExpr]bool)
	for _, s := range f.lc.Spawns() {
		started[s.Call] = true
	}
	for _, caller := range body.Callers() {
		for _, call := range caller.Calls() {
			if !started[call] && f.lc.Callee(call).Func == body {
				return true
			}
		}
	}
	return false
}

// settledBefore reports whether the calls of Done in the body are under a
// condition on a variable that is set by who counts the work and starts it.
//
//	l.wg.Add(1)
//	l.counted = true
//	go l.run() // if l.counted { defer l.wg.Done() }
func (f *finder) settledBefore(body *lifecycle.Func) bool {
	asked := make(map[*types.Var]bool)
	for _, d := range f.dones {
		if !within(body.Body(), d.Call.Pos()) {
			continue
		}
		for _, guard := range f.lc.Guards(d.In, d.Call.Pos()) {
			if v := f.lc.Variable(guard.Cond); v != nil {
				asked[v] = true
			}
		}
	}
	set := false
	for _, add := range f.adds {
		if add.In == nil || len(asked) == 0 {
			continue
		}
		ast.Inspect(add.In.Body(), func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok {
				for _, lhs := range a.Lhs {
					set = set || asked[f.lc.Variable(lhs)]
				}
			}
			return !set
		})
	}
	return set
}
