package waitgroupdone

import (
	"go/ast"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// elected reports whether a call of Done in the body is under a condition
// that asks an atomic counter or flag: one of several that run the body is
// chosen to call it.
//
//	if calls.Add(1) == 1 { started.Done() }
func (f *finder) elected(body *lifecycle.Func) bool {
	for _, d := range f.dones {
		if !within(body.Body(), d.Call.Pos()) {
			continue
		}
		for fn := d.In; fn != nil; fn = fn.Parent {
			for _, guard := range f.lc.Guards(fn, d.Call.Pos()) {
				if f.asksAtomic(guard.Cond) {
					return true
				}
			}
			if fn == body {
				break
			}
		}
	}
	return false
}

// asksAtomic reports whether the condition calls something of sync/atomic.
func (f *finder) asksAtomic(cond ast.Expr) bool {
	asks := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			fn := typeutil.StaticCallee(f.pass.TypesInfo, call)
			asks = asks || fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic"
		}
		return !asks
	})
	return asks
}
