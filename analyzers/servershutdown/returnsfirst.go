package servershutdown

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkReturns reports functions that start a goroutine which drains their
// server, and return as soon as the drain begins. Whoever has stopped them
// takes them for stopped, and ends the process. Their names say that it is for
// the server that they are called; what others serve is done with by then.
//
//	func (s *Service) Start(ctx context.Context) error {
//		go func() {
//			<-ctx.Done()
//			s.http.Shutdown(drainCtx)
//		}()
//		return s.http.ListenAndServe()
//	}
func (c *checker) checkReturns() {
	for _, serve := range c.serving.Calls {
		if !serve.Early || serve.Server == nil || serve.Test || serve.Go || serve.In == nil || c.early[serve] || c.hasFatal(serve) {
			continue
		}
		f := serve.In
		stop := c.drainElsewhere(serve)
		if f.Obj == nil || !servesByName(f.Obj.Name()) || stop == nil || outermost(stop.In) != f || !c.unheard(stop.In) || !c.leavesAtOnce(f, serve.Call, serve) {
			continue
		}
		c.early[serve] = true
		if c.cut[stop.Pos] {
			continue // the same drain, beside a Serve with or without TLS
		}
		c.cut[stop.Pos] = true
		message := c.name(serve.Func) + " returns when " + stop.Func.Name() + " begins, and " + f.Obj.Name() + " with it"
		if c.returnsClosed(serve, f) {
			message += ", as a failure"
		}
		c.out.Report(report.Finding{
			Pos: serve.Call.Pos(), End: serve.Call.End(), Category: mainReturnsFirst,
			Message: report.Fit(message, "(nothing waits for the drain)"),
			Related: []analysis.RelatedInformation{{Pos: stop.Pos, End: stop.End, Message: "it is shut down here, in a goroutine of its own"}},
		})
	}
}

// servesByName reports whether a function of that name runs a server.
func servesByName(name string) bool {
	switch name {
	case "Serve", "serve", "Run", "run", "Start", "start", "Listen", "listen":
		return true
	}
	return strings.Contains(name, "Server") || strings.HasPrefix(name, "ListenAndServe") || strings.HasPrefix(name, "listenAndServe")
}

// returnsClosed reports whether f returns ErrServerClosed from the call.
func (c *checker) returnsClosed(serve *lifecycle.ServeCall, f *lifecycle.Func) bool {
	for _, r := range c.serving.Returned {
		if r.Serve == serve && r.In == f {
			return true
		}
	}
	return false
}

// unheard reports whether the goroutine that f runs in was started by a bare
// go, and tells nobody when it has ended: it sends nothing, closes nothing, and
// counts itself off from nothing.
func (c *checker) unheard(f *lifecycle.Func) bool {
	var outer *lifecycle.Func
	for g := f; g != nil && outer == nil; g = g.Parent {
		for _, spawn := range c.lc.Spawns() {
			if spawn.Body.Func == g {
				if spawn.Go == nil {
					return false
				}
				outer = g
			}
		}
	}
	if outer == nil || outer.Lit == nil {
		return false
	}
	tells := false
	ast.Inspect(outer.Lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			tells = true
		case *ast.CallExpr:
			switch flow.CalledName(n) {
			case "close", "Done":
				tells = tells || !c.isReceived(n)
			}
		}
		return !tells
	})
	return !tells
}

// isReceived reports whether a call makes a channel that is received from:
// <-ctx.Done() waits, where wg.Done() counts off.
func (c *checker) isReceived(call *ast.CallExpr) bool {
	cur, ok := c.insp.Root().FindNode(call)
	if !ok {
		return false
	}
	e, ok := cur.Parent().Node().(*ast.UnaryExpr)
	return ok && e.Op == token.ARROW
}
