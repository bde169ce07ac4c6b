package servershutdown

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkDeadline reports shutdowns that may take for ever.
func (c *checker) checkDeadline(s *lifecycle.Server) {
	forced := false
	for _, stop := range s.Stops {
		forced = forced || !lifecycle.Drains(stop.Func.Name())
	}
	for _, stop := range s.StopsOutsideTests() {
		if stop.Call == nil || !lifecycle.Drains(stop.Func.Name()) || forced {
			continue
		}
		arg := c.contextArg(stop.Call)
		if arg != nil && (!c.endless(arg) || !servesClients(s)) || arg == nil && !waitsForClients(stop.Func) {
			continue
		}
		if !reportNoDeadline {
			c.out.OptIn(stop.Pos)
			continue
		}
		c.out.Report(report.Finding{
			Pos: stop.Pos, End: stop.End, Category: noDeadline,
			Message: report.Fit(c.name(stop.Func)+" has no deadline", "(one connection that stays keeps the process)"),
			Related: []analysis.RelatedInformation{{Pos: s.Var.Pos(), Message: "the server"}},
		})
	}
}

// servesClients reports whether a server has connections to wait for: a Run may
// do anything.
func servesClients(s *lifecycle.Server) bool {
	for _, serve := range s.Serves {
		if name := serve.Func.Name(); !strings.HasPrefix(name, "Run") {
			return true
		}
	}
	return false
}

// waitsForClients reports whether a method that takes no context is known to
// wait for the connections, for as long as it takes: that of grpc is, and those
// of the table.
func waitsForClients(fn *types.Func) bool {
	if fn.Signature().Params().Len() > 0 || fn.Pkg() == nil {
		return false
	}
	return fn.Name() == "GracefulStop" || known.ServesUntilShutdown.Package(fn.Pkg().Path()) != nil
}

// endless reports whether a context is never done: a background one.
func (c *checker) endless(e ast.Expr) bool {
	for range 8 {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			call, ok = ast.Unparen(c.initial(e)).(*ast.CallExpr)
		}
		if !ok {
			return false
		}
		fn := c.callee(call)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "context" {
			return false
		}
		switch fn.Name() {
		case "Background", "TODO", "WithoutCancel":
			return true
		case "WithValue":
			e = call.Args[0]
			continue
		}
		return false
	}
	return false
}
