package stopsignal

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkHandlers looks for handlers of signals that end the process. In test
// files those are helper processes, or tests of handlers.
func (c *checker) checkHandlers() {
	for _, f := range c.lc.Funcs() {
		if c.lc.Directives.InTest(f.Pos()) || c.lc.ExitAllowed(f) {
			continue
		}
		for _, call := range f.Calls() {
			obj := c.exitObject(call)
			if obj == nil {
				continue
			}
			exit := c.lc.ExitOf(obj, call.Pos())
			if exit.Kind == lifecycle.Always && c.lc.ExitCounts(obj, exit, true) {
				c.judge(f, call, obj)
			}
		}
	}
}

// exitObject returns the function or variable that the call calls.
func (c *checker) exitObject(call *ast.CallExpr) types.Object {
	switch to := c.lc.Callee(call); {
	case to.Obj != nil:
		return to.Obj
	case to.Var != nil:
		return to.Var
	}
	return nil
}

// judge reports an exit of a handler on the first signal. One that comes
// after a cleanup is how a program may choose to stop, or what a library is
// there for; but one that has just told others to stop leaves them no time,
// and takes the deferred calls away of a program that it knows nothing about.
func (c *checker) judge(f *lifecycle.Func, call *ast.CallExpr, obj types.Object) {
	finding := report.Finding{Pos: call.Pos(), End: call.End()}
	subject := "call to " + c.lc.NameOf(obj)
	switch c.lc.SignalExit(f, call) {
	case lifecycle.FirstSignal:
		finding.Category = handlerExits
		finding.Message = report.Fit(subject+" ends the process in a signal handler", "(nothing is stopped in order)")
	case lifecycle.AfterCleanup:
		if c.pass.Pkg.Name() != "main" && c.handsBack(f) {
			return
		}
		if !cleanup && (c.pass.Pkg.Name() == "main" || !c.tellsAndLeaves(f, call)) {
			c.out.OptIn(call.Pos())
			return
		}
		finding.Category = cleanupExits
		finding.Message = report.Fit(subject+" ends the process in a signal handler, after cleanup",
			"(the deferred calls of main are cut off)", "(main is cut off)")
	default:
		return
	}
	c.out.Report(finding)
}

// handsBack reports whether the function around the handler, or one that starts
// it, stops the delivery of signals: it is there for the length of a call, such
// as a prompt for a password, or for one signal.
func (c *checker) handsBack(f *lifecycle.Func) bool {
	outer := outermost(f)
	if c.givesBack(outer) {
		return true
	}
	return slices.ContainsFunc(c.lc.Spawns(), func(s *lifecycle.Spawn) bool {
		return s.Body.Func == outer && s.In != nil && c.givesBack(outermost(s.In))
	})
}

func outermost(f *lifecycle.Func) *lifecycle.Func {
	for f.Parent != nil {
		f = f.Parent
	}
	return f
}

// givesBack reports whether a function calls signal.Stop or signal.Reset.
func (c *checker) givesBack(outer *lifecycle.Func) bool {
	stops := false
	ast.Inspect(outer.Body(), func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			fn := c.lc.Callee(call).Obj
			stops = stops || fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "os/signal" && (fn.Name() == "Stop" || fn.Name() == "Reset")
		}
		return !stops
	})
	return stops
}
