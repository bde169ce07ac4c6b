package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// checkOrder reports a method that stops something and waits for a goroutine
// before it has told anyone anything, though it goes on to tell this very
// goroutine:
//
//	func (s *Server) Shutdown() {
//		<-s.acceptDone    // closed by the accept loop when it ends
//		s.stopAccepting() // cancels its context
//	}
//
// Such a wait for a group is a matter of waitgroupwait.
func (c *checker) checkOrder() error {
	var x *signals.Index
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || f.Body() == nil || f.Obj.Signature().Recv() == nil || !lifecycle.StopName(f.Obj.Name()) || c.lc.Directives.InTest(f.Pos()) {
			continue
		}
		at, receive := c.firstReceive(f.Body().List)
		if receive == nil {
			continue
		}
		if x == nil {
			var err error
			if x, err = signals.Of(c.pass); err != nil {
				return err
			}
		}
		for i, stmt := range f.Body().List {
			_, deferred := stmt.(*ast.DeferStmt)
			if call := calledIn(stmt); call != nil && (i > at || deferred) && c.tells(x, call, c.closerOf(x, receive)) {
				c.reportOrder(f, receive, call)
				break
			}
		}
	}
	return nil
}

// firstReceive returns the first statement that does anything, if all it does
// is to receive from a field.
func (c *checker) firstReceive(list []ast.Stmt) (int, *ast.UnaryExpr) {
	for i, stmt := range list {
		if expr, ok := stmt.(*ast.ExprStmt); ok {
			receive, ok := expr.X.(*ast.UnaryExpr)
			if ok && receive.Op == token.ARROW {
				if _, field := ast.Unparen(receive.X).(*ast.SelectorExpr); field {
					return i, receive
				}
				return 0, nil
			}
		}
		if _, deferred := stmt.(*ast.DeferStmt); !deferred && c.does(stmt) {
			return 0, nil
		}
	}
	return 0, nil
}

// does reports whether a statement may tell a goroutine something: it calls
// more than a lock, sends, or waits itself.
func (c *checker) does(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt, *ast.SelectStmt, *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			name := flow.CalledName(n)
			found = found || name != "Lock" && name != "Unlock" && name != "Load"
		}
		return !found
	})
	return found
}

// calledIn returns the call that a statement consists of, deferred or not.
func calledIn(stmt ast.Stmt) *ast.CallExpr {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		call, _ := stmt.X.(*ast.CallExpr)
		return call
	case *ast.DeferStmt:
		return stmt.Call
	}
	return nil
}

// closerOf returns the function that closes the channel at its end, alone and
// in a goroutine of its own, or nil.
func (c *checker) closerOf(x *signals.Index, receive *ast.UnaryExpr) *lifecycle.Func {
	s := x.Of(receive.X)
	if s == nil || s.Kind != signals.Channel || s.Foreign || s.Gone || s.Does(signals.Send) {
		return nil
	}
	var closer *lifecycle.Func
	for _, u := range s.Uses {
		if u.Op != signals.Close {
			continue
		}
		if closer != nil || !u.Defer {
			return nil
		}
		closer = u.In
	}
	for _, spawn := range c.lc.Spawns() {
		if closer != nil && spawn.Body.Func == closer {
			return closer
		}
	}
	return nil
}

// tells reports whether a call fires what function f looks at: it cancels a
// context, or closes a channel.
func (c *checker) tells(x *signals.Index, call *ast.CallExpr, f *lifecycle.Func) bool {
	if f == nil {
		return false
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && len(call.Args) == 1 && c.pass.TypesInfo.Uses[id] == types.Universe.Lookup("close") {
		return looksAt(x.Of(call.Args[0]), f)
	}
	s := x.Of(call.Fun)
	if s == nil || s.Kind != signals.Cancel {
		return false
	}
	for _, m := range s.Makes {
		if m.Origin == signals.CancelFunc && looksAt(x.Signal(m.Ctx), f) {
			return true
		}
	}
	return false
}

// looksAt reports whether f receives from a signal, asks for its error, or
// hands it on.
func looksAt(s *signals.Signal, f *lifecycle.Func) bool {
	if s == nil {
		return false
	}
	for _, u := range s.Uses {
		if u.In == f && (u.Op == signals.Receive || u.Op == signals.Range || u.Op == signals.Err || u.Op == signals.Given) {
			return true
		}
	}
	return false
}

func (c *checker) reportOrder(f *lifecycle.Func, receive *ast.UnaryExpr, call *ast.CallExpr) {
	c.out.Report(report.Finding{
		Pos: receive.Pos(), End: receive.End(), Category: waitsFirst,
		Message: report.Fit(f.Obj.Name()+" waits for "+types.ExprString(receive.X)+" before it tells that goroutine to end", "(neither goes on)"),
		Related: []analysis.RelatedInformation{{Pos: call.Pos(), End: call.End(), Message: "it is told here"}},
	})
}
