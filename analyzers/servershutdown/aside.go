package servershutdown

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkAside reports a drain in a goroutine that is started just before the
// process ends.
//
//	go srv.Shutdown(ctx)
//	return nil
func (c *checker) checkAside() {
	if c.pass.Pkg.Name() != "main" {
		return
	}
	for _, spawn := range c.lc.Spawns() {
		if spawn.Go == nil || spawn.In == nil || c.lc.Directives.InTest(spawn.Pos()) {
			continue
		}
		fn := c.drains(spawn)
		if fn == nil || !c.endsProcess(spawn.In, spawn.Call, nil, 0) {
			continue
		}
		c.out.Report(report.Finding{
			Pos: spawn.Pos(), End: spawn.End(), Category: mainReturnsFirst,
			Message: report.Fit("goroutine drains with "+c.name(fn)+" while the process ends", "(nothing waits for it)"),
		})
	}
}

// drains returns the method that a goroutine drains with, if it does nothing
// before: it waits for no signal first, so its time is now.
func (c *checker) drains(spawn *lifecycle.Spawn) *types.Func {
	lit, ok := ast.Unparen(spawn.Call.Fun).(*ast.FuncLit)
	if !ok {
		return c.drainMethod(spawn.Call)
	}
	for _, stmt := range lit.Body.List {
		var found *types.Func
		ast.Inspect(stmt, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && found == nil {
				found = c.drainMethod(call)
			}
			return found == nil
		})
		if found != nil {
			return found
		}
		if c.waitsIn(stmt, 0) {
			return nil
		}
	}
	return nil
}

// drainMethod returns the method that the call calls, if it drains.
func (c *checker) drainMethod(call *ast.CallExpr) *types.Func {
	if fn := c.callee(call); fn != nil && lifecycle.Drains(fn.Name()) && fn.Signature().Recv() != nil {
		return fn
	}
	return nil
}
