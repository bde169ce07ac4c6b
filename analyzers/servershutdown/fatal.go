package servershutdown

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkFatal reports the exits and panics that come of a Serve which returns
// because its server is shut down.
func (c *checker) checkFatal() {
	for _, f := range c.serving.Fatal {
		stop := f.Stop
		exit := "panic"
		if fn := c.callee(f.Exit); fn != nil {
			exit = c.name(fn)
		} else if _, ok := c.pass.TypesInfo.Uses[calledIdent(f.Exit)]; ok && flow.CalledName(f.Exit) != exit {
			exit = flow.CalledName(f.Exit)
		}
		message := report.Fit(exit+" is called with ErrServerClosed when "+stop.Func.Name()+" begins", "(the drain is cut off)")
		if f.Waits {
			message = report.Fit(exit+" is called with ErrServerClosed after "+stop.Func.Name(), "(a clean stop ends as a failure)")
		}
		c.out.Report(report.Finding{
			Pos: f.Exit.Pos(), End: f.Exit.End(), Category: closedIsFatal, Message: message,
			Related: []analysis.RelatedInformation{
				{Pos: f.Serve.Call.Pos(), End: f.Serve.Call.End(), Message: "the server runs here"},
				{Pos: stop.Pos, End: stop.End, Message: "it is shut down here"},
			},
			Fixes: c.guardClosed(f),
		})
	}
}

// calledIdent returns the identifier of the function that is called.
func calledIdent(call *ast.CallExpr) *ast.Ident {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	}
	return nil
}

// hasFatal reports whether the error of a Serve is already a finding.
func (c *checker) hasFatal(serve *lifecycle.ServeCall) bool {
	for _, f := range c.serving.Fatal {
		if f.Serve == serve {
			return true
		}
	}
	return false
}
