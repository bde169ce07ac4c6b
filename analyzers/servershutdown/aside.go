package servershutdown

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkAside reports a drain in a goroutine that is started just before the
// process ends, or before a method returns that is called to stop something.
//
//	go srv.Shutdown(ctx)
//	return nil
func (c *checker) checkAside() {
	for _, spawn := range c.lc.Spawns() {
		if spawn.Go == nil || spawn.In == nil || c.lc.Directives.InTest(spawn.Pos()) {
			continue
		}
		fn := c.drains(spawn)
		if fn == nil {
			continue
		}
		meanwhile := "the process ends"
		if c.stopsAside(spawn) {
			meanwhile = spawn.In.Obj.Name() + " returns"
		} else if c.pass.Pkg.Name() != "main" || !c.endsProcess(spawn.In, spawn.Call, nil, 0) {
			continue
		}
		c.out.Report(report.Finding{
			Pos: spawn.Pos(), End: spawn.End(), Category: mainReturnsFirst,
			Message: report.Fit("goroutine drains with "+c.name(fn)+" while "+meanwhile, "(nothing waits for it)"),
		})
	}
}

// stopsAside reports whether a goroutine is started in a method that is called
// to stop its receiver, that waits for nothing after that, and that the
// goroutine does not tell when it has ended.
func (c *checker) stopsAside(spawn *lifecycle.Spawn) bool {
	f := spawn.In
	if f.Obj == nil || f.Obj.Signature().Recv() == nil || !lifecycle.StopName(f.Obj.Name()) || !c.leavesAtOnce(f, spawn.Call, nil) {
		return false
	}
	return spawn.Body.Func == nil || spawn.Body.Func.Lit == nil || c.unheard(spawn.Body.Func)
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

// drainMethod returns the method that the call calls, if it drains: it is
// called Shutdown, or is there to stop its receiver and waits for something.
func (c *checker) drainMethod(call *ast.CallExpr) *types.Func {
	fn := c.callee(call)
	if fn == nil || fn.Signature().Recv() == nil {
		return nil
	}
	f := c.lc.Declared(fn)
	if lifecycle.Drains(fn.Name()) || lifecycle.StopName(fn.Name()) && f != nil && f.Body() != nil && c.waitsIn(f.Body(), 0) {
		return fn
	}
	return nil
}
