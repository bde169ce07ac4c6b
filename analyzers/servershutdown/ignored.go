package servershutdown

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkIgnored reports methods that stop something, do not look at the context
// that they are given, and make one without a deadline instead.
//
//	func (s *Server) Shutdown(ctx context.Context) error {
//		return s.http.Shutdown(context.Background())
//	}
func (c *checker) checkIgnored() {
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || f.Body() == nil || f.Obj.Signature().Recv() == nil || !lifecycle.StopName(f.Obj.Name()) || c.lc.Directives.InTest(f.Pos()) {
			continue
		}
		param := c.firstParam(f)
		if param == nil || param.Name() == "_" || c.mentioned(f, param) {
			continue
		}
		if arg := c.backgroundArg(f); arg != nil {
			c.out.Report(report.Finding{
				Pos: arg.Pos(), End: arg.End(), Category: ignoredContext,
				Message: report.Fit(f.Obj.Name()+" does not look at "+quoted(param)+", and goes on without a deadline", "(the caller cannot end it)"),
			})
		}
	}
}

// backgroundArg returns the first context in f that a call is given and that
// nobody ends.
func (c *checker) backgroundArg(f *lifecycle.Func) ast.Expr {
	var found ast.Expr
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found != nil {
			return found == nil
		}
		if arg := c.contextArg(call); arg != nil && c.endless(arg) && !c.isContextPackage(call) && !c.onlyReads(call) {
			found = arg
		}
		return true
	})
	return found
}

// isContextPackage reports whether the call is one of package context, which
// may add a deadline.
func (c *checker) isContextPackage(call *ast.CallExpr) bool {
	fn := c.callee(call)
	return fn != nil && isOfPackage(fn, "context")
}

func isOfPackage(fn *types.Func, path string) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == path
}
