package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkMain reports a Serve with which the process ends while a Shutdown
// drains in another goroutine.
func (c *checker) checkMain() {
	if c.pass.Pkg.Name() != "main" {
		return
	}
	for _, serve := range c.serving.Calls {
		if !serve.Early || serve.Server == nil || serve.Test || serve.In == nil || c.serving.InGoroutine(serve) || c.hasFatal(serve) {
			continue
		}
		stop := c.drainElsewhere(serve)
		if stop == nil || !c.endsProcess(serve.In, serve.Call, serve, 0) {
			continue
		}
		c.early[serve] = true
		if c.cut[stop.Pos] {
			continue // the same drain, beside a Serve with or without TLS
		}
		c.cut[stop.Pos] = true
		c.out.Report(report.Finding{
			Pos: serve.Call.Pos(), End: serve.Call.End(), Category: mainReturnsFirst,
			Message: report.Fit(c.name(serve.Func)+" returns when "+stop.Func.Name()+" begins, and the process ends", "(the drain is cut off)"),
			Related: []analysis.RelatedInformation{{Pos: stop.Pos, End: stop.End, Message: "it is shut down here, and nothing waits for this call"}},
		})
	}
}

// drainElsewhere returns the call that shuts the server down in another
// goroutine, or nil if there is none or one that is made in place.
func (c *checker) drainElsewhere(serve *lifecycle.ServeCall) *lifecycle.StopCall {
	var found *lifecycle.StopCall
	for _, stop := range serve.Server.StopsOutsideTests() {
		if !c.lc.DrainsBy(stop.Func) {
			continue
		}
		if stop.Call == nil || stop.In == nil || !c.runsAside(stop.In) {
			return nil
		}
		if found == nil {
			found = &stop
		}
	}
	return found
}

// runsAside reports whether a function runs in a goroutine, or in a literal
// inside one.
func (c *checker) runsAside(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if c.serving.Spawned(f) {
			return true
		}
	}
	return false
}

// endsProcess reports whether control that comes back from a call in f goes
// on to the end of the process on some way on which it waits for nothing.
func (c *checker) endsProcess(f *lifecycle.Func, call *ast.CallExpr, serve *lifecycle.ServeCall, depth int) bool {
	if depth > 3 || !c.leavesAtOnce(f, call, serve) {
		return false
	}
	if c.lc.IsMain(f) || c.isCommand(f) {
		return true
	}
	if f.Parent != nil || c.serving.Spawned(f) {
		return false
	}
	callers := 0
	for cur := range c.insp.Root().Preorder((*ast.CallExpr)(nil)) {
		n := cur.Node().(*ast.CallExpr)
		if c.lc.Callee(n).Func != f || c.lc.Directives.InTest(n.Pos()) {
			continue
		}
		in := c.lc.Enclosing(cur)
		if in == nil || cur.ParentEdgeKind() == edge.GoStmt_Call || cur.ParentEdgeKind() == edge.DeferStmt_Call || !c.endsProcess(in, n, nil, depth+1) {
			return false
		}
		callers++
	}
	return callers > 0
}

// leavesAtOnce reports whether there is a way from the call to the end of f
// on which control waits for nothing. Where the call is the Serve, ways that
// its error rules out are none.
func (c *checker) leavesAtOnce(f *lifecycle.Func, call *ast.CallExpr, serve *lifecycle.ServeCall) bool {
	g := c.lc.CFG(f)
	if g == nil || c.defersWait(f) {
		return false
	}
	start := flow.BlockOf(g, call.Pos())
	if start == nil {
		return false
	}
	v := c.errorOf(call)
	if c.waitsAfter(start, call.Pos()) {
		return false
	}
	reached := make([]bool, len(g.Blocks))
	work := []*cfg.Block{start}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b != start && c.waitsAfter(b, token.NoPos) {
			continue
		}
		if len(b.Succs) == 0 && b.Kind != cfg.KindSelectAfterCase && !c.panics(b) {
			return true
		}
		for i, succ := range b.Succs {
			if serve != nil && v != nil && !c.lc.MayTake(serve, v, b, i) || reached[succ.Index] {
				continue
			}
			reached[succ.Index] = true
			work = append(work, succ)
		}
	}
	return false
}

// panics reports whether b ends in a panic.
func (c *checker) panics(b *cfg.Block) bool {
	if len(b.Nodes) == 0 {
		return false
	}
	stmt, ok := b.Nodes[len(b.Nodes)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	return ok && flow.CalledName(call) == "panic" && c.callee(call) == nil
}

// errorOf returns the variable that gets what the call returns, or nil.
func (c *checker) errorOf(call *ast.CallExpr) *types.Var {
	cur, ok := c.insp.Root().FindNode(call)
	if !ok {
		return nil
	}
	stmt, ok := cur.Parent().Node().(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != 1 {
		return nil
	}
	p, _ := c.placeOf(stmt.Lhs[0])
	v, _ := p.root.(*types.Var)
	return v
}

// waitsAfter reports whether a node of b that ends behind pos waits for
// something, the one with the call at pos left out.
func (c *checker) waitsAfter(b *cfg.Block, pos token.Pos) bool {
	for _, n := range b.Nodes {
		if n.End() > pos && (n.Pos() > pos || !pos.IsValid()) && c.waitsIn(n, 0) {
			return true
		}
	}
	if r, ok := b.Stmt.(*ast.RangeStmt); ok && b.Kind == cfg.KindRangeLoop {
		_, isChan := c.pass.TypesInfo.TypeOf(r.X).Underlying().(*types.Chan)
		return isChan
	}
	return false
}

// waitsIn reports whether n waits for something: it receives, or calls
// something that waits or that is not known.
func (c *checker) waitsIn(n ast.Node, depth int) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.GoStmt:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.RangeStmt:
			t := c.pass.TypesInfo.TypeOf(n.X)
			if t != nil {
				_, isChan := t.Underlying().(*types.Chan)
				found = found || isChan
			}
		case *ast.CallExpr:
			found = found || c.waitsCall(n, depth)
		}
		return !found
	})
	return found
}

func (c *checker) waitsCall(call *ast.CallExpr, depth int) bool {
	name := flow.CalledName(call)
	if strings.HasPrefix(name, "Wait") || lifecycle.Drains(name) || name == "Sleep" {
		return true
	}
	if fn := c.callee(call); fn != nil && fn.Signature().Recv() != nil && strings.HasPrefix(name, "Join") {
		return true // not errors.Join
	}
	to := c.lc.Callee(call)
	switch {
	case c.serving.Blocks(call):
		return true
	case to.Func != nil && to.Func.Body() != nil:
		return depth < 3 && c.waitsIn(to.Func.Body(), depth+1)
	case to.Var != nil:
		return true // someone's function
	}
	return false
}

// defersWait reports whether f defers a call that waits.
func (c *checker) defersWait(f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = found || c.pairs().stop[c.deferredObject(n)].root == nil && c.waitsCall(n.Call, 0)
		}
		return !found
	})
	return found
}

// deferredObject returns the variable that holds the function that is
// deferred: cancel functions wait for nothing.
func (c *checker) deferredObject(d *ast.DeferStmt) types.Object {
	if id, ok := ast.Unparen(d.Call.Fun).(*ast.Ident); ok {
		return c.pass.TypesInfo.Uses[id]
	}
	return nil
}
