package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkBorrowed reports a cleanup in a literal with the context that the
// function around it was called with, where that context may well be done:
// after a failure, for it may be what failed, and in a closer that is called
// long after the function has returned. By default, only where what is called
// may notice, and the failure or the time of the call is out of question.
//
//	defer func() {
//		if err != nil {
//			client.Delete(ctx, id)
//		}
//	}()
//
//	closers = append(closers, func() { client.Delete(ctx, id) })
func (c *checker) checkBorrowed(call *ast.CallExpr, fn *types.Func, f *lifecycle.Func) {
	if f.Lit == nil || f.Parent == nil {
		return
	}
	p, ok := c.origin(c.contextArg(call))
	if !ok || p.path != "" && p.path != ".Context()" || c.pairs().odd[p.root] || !isParamOf(f.Parent, p.root) {
		return
	}
	cur, ok := c.insp.Root().FindNode(f.Lit)
	if !ok {
		return
	}
	var message string
	var sure bool
	switch {
	case deferredLiteral(cur) && c.afterFailure(f, call):
		sure = c.mayHaveFailed(f, p) && c.reachesOut(fn, 0) && !c.closesAnyway(fn)
		message = report.Fit(c.name(fn)+" is given the context of the caller after a failure", "(it may be what failed)")
	case c.outlives(cur):
		sure = c.keptInList(cur) && c.reachesOut(fn, 0)
		message = report.Fit(c.name(fn)+" is given the context of a call that is over by then", "(it may be cancelled)")
	default:
		return
	}
	arg := c.contextArg(call)
	if !sure && !reportBorrowed {
		c.out.OptIn(arg.Pos())
		return
	}
	c.out.Report(report.Finding{Pos: arg.Pos(), End: arg.End(), Category: borrowedContext, Message: message, Fixes: c.detach(arg)})
}

// isParamOf reports whether v is a parameter of f.
func isParamOf(f *lifecycle.Func, v types.Object) bool {
	param, ok := v.(*types.Var)
	return ok && param.Kind() == types.ParamVar && f.Pos() <= v.Pos() && v.Pos() < f.Body().Lbrace
}

// deferredLiteral reports whether the literal at cur is one that is deferred.
func deferredLiteral(cur inspector.Cursor) bool {
	return cur.ParentEdgeKind() == edge.CallExpr_Fun && cur.Parent().ParentEdgeKind() == edge.DeferStmt_Call
}

// afterFailure reports whether a call in literal f is made only if an error
// of the function around it is not nil.
func (c *checker) afterFailure(f *lifecycle.Func, call *ast.CallExpr) bool {
	found := false
	for _, g := range c.lc.Guards(f, call.Pos()) {
		if g.Tag != nil {
			continue
		}
		flow.Holds(g.Cond, g.Truth, func(part ast.Expr, truth bool) {
			e, ok := part.(*ast.BinaryExpr)
			if !ok || !c.pass.TypesInfo.Types[e.Y].IsNil() || e.Op != token.NEQ && e.Op != token.EQL || (e.Op == token.NEQ) != truth {
				return
			}
			p, ok := c.placeOf(e.X)
			found = found || ok && types.Identical(c.pass.TypesInfo.TypeOf(e.X), types.Universe.Lookup("error").Type()) && p.root.Pos() < f.Pos()
		})
	}
	return found
}

// outlives reports whether the literal at cur is returned, or put in a list,
// by itself or converted.
func (c *checker) outlives(cur inspector.Cursor) bool {
	for {
		switch cur.ParentEdgeKind() {
		case edge.ReturnStmt_Results:
			return true
		case edge.ParenExpr_X:
		case edge.CallExpr_Args:
			call := cur.Parent().Node().(*ast.CallExpr)
			if id, ok := call.Fun.(*ast.Ident); ok && c.pass.TypesInfo.Uses[id] == types.Universe.Lookup("append") {
				return true
			}
			if !c.pass.TypesInfo.Types[call.Fun].IsType() {
				return false
			}
		default:
			return false
		}
		cur = cur.Parent()
	}
}
