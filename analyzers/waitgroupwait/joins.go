package waitgroupwait

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A receive is a wait, too, if a goroutine sends on that channel or closes
// it as the last thing that it does, and there is but one such goroutine:
//
//	wg.Go(func() { errs <- srv.Serve(l) })
//	select {
//	case err := <-errs:
//		return err // the goroutine has ended
//	case <-ctx.Done():
//	}

// lastWords returns the channels that the goroutine which start starts
// sends on or closes at its end.
func (f *skipFinder) lastWords(start ast.Node) map[types.Object]bool {
	call, to := f.spawned(start)
	if to.Func == nil || to.Func.Body() == nil {
		return nil
	}
	g := f.lc.CFG(to.Func)
	chans := make(map[types.Object]bool)
	for _, b := range g.Blocks {
		for i, n := range b.Nodes {
			if ch := f.tells(n); ch != nil && b.Live && (isDefer(n) || f.isLast(g, b, i)) {
				chans[ch] = true
			}
		}
	}
	// A parameter is the argument's other name.
	for i, name := range paramNames(to.Func.Type()) {
		if call != nil && i < len(call.Args) && chans[f.pass.TypesInfo.Defs[name]] {
			chans[f.object(call.Args[i])] = true
		}
	}
	delete(chans, nil)
	return chans
}

// spawned returns the function that start runs in a goroutine, and the call
// of it if there is one.
func (f *skipFinder) spawned(start ast.Node) (call *ast.CallExpr, to lifecycle.Target) {
	if stmt, ok := start.(*ast.GoStmt); ok {
		return stmt.Call, f.lc.Callee(stmt.Call)
	}
	flow.Calls(start, func(c *ast.CallExpr, _ flow.How) {
		if arg, ok := f.lc.SpawnArg(c); ok {
			to = f.lc.Value(arg)
		}
	})
	return nil, to
}

// tells returns the channel that n sends on or closes, or nil.
//
//	ch <- x
//	close(ch)
//	defer close(ch)
//	defer func() { ...; close(ch) }()
func (f *skipFinder) tells(n ast.Node) types.Object {
	switch n := n.(type) {
	case *ast.SendStmt:
		return f.object(n.Chan)
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok {
			return f.closes(call)
		}
	case *ast.DeferStmt:
		lit, ok := n.Call.Fun.(*ast.FuncLit)
		if !ok {
			return f.closes(n.Call)
		}
		for _, stmt := range lit.Body.List {
			if ch := f.tells(stmt); ch != nil && !isDefer(stmt) {
				return ch
			}
		}
	}
	return nil
}

// closes returns the channel that the call closes, or nil.
func (f *skipFinder) closes(call *ast.CallExpr) types.Object {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || len(call.Args) != 1 || f.pass.TypesInfo.Uses[id] != types.Universe.Lookup("close") {
		return nil
	}
	return f.object(call.Args[0])
}

func (f *skipFinder) object(e ast.Expr) types.Object { return object(f.pass.TypesInfo, e) }

// isLast reports whether nothing of note comes after the i-th node of b:
// no call but of builtins and of methods of the tracker.
func (f *skipFinder) isLast(g *cfg.CFG, b *cfg.Block, i int) bool {
	if flow.Loops(g, b, nil) {
		return false
	}
	after := b.Nodes[i+1:]
	for index, reached := range flow.Reachable(g, b, nil) {
		if reached && g.Blocks[index] != b {
			after = append(slices.Clip(after), g.Blocks[index].Nodes...)
		}
	}
	quiet := true
	for _, n := range after {
		flow.Calls(n, func(call *ast.CallExpr, _ flow.How) {
			quiet = quiet && (f.pass.TypesInfo.Types[call.Fun].IsBuiltin() || f.ofTracker(call))
		})
	}
	return quiet
}

// ofTracker reports whether the call is one of a method of the tracker.
func (f *skipFinder) ofTracker(call *ast.CallExpr) bool {
	for _, s := range f.sites {
		if s.Call == call {
			return true
		}
	}
	return false
}

// receives reports whether node n receives from one of the channels.
func (f *skipFinder) receives(n ast.Node, chans map[types.Object]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(*ast.UnaryExpr); ok && e.Op == token.ARROW && chans[f.object(e.X)] {
			found = true
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return found
}

// takes reports whether control that goes along the edge has just received
// from one of the channels: it comes to the body of a case, or has left a
// range because the channel is closed.
func (f *skipFinder) takes(e flow.Edge, chans map[types.Object]bool) bool {
	to := e.To()
	switch stmt := to.Stmt.(type) {
	case *ast.CommClause:
		return to.Kind == cfg.KindSelectCaseBody && stmt.Comm != nil && f.receives(stmt.Comm, chans)
	case *ast.RangeStmt:
		return e.From.Kind == cfg.KindRangeLoop && to.Kind == cfg.KindRangeDone && chans[f.object(stmt.X)]
	}
	return false
}

// isCase reports whether n is the communication of a case. The graph has
// them all before the select, whichever comes about.
func (f *skipFinder) isCase(n ast.Node) bool {
	if f.cases == nil {
		f.cases = make(map[ast.Node]bool)
		ast.Inspect(f.home.Body(), func(n ast.Node) bool {
			if c, ok := n.(*ast.CommClause); ok && c.Comm != nil {
				f.cases[c.Comm] = true
			}
			return true
		})
	}
	return f.cases[n]
}

func isDefer(n ast.Node) bool {
	_, ok := n.(*ast.DeferStmt)
	return ok
}

// paramNames returns the names of the parameters in order, unnamed ones
// left out: where there are any, all are unnamed.
func paramNames(t *ast.FuncType) []*ast.Ident {
	var names []*ast.Ident
	for _, field := range t.Params.List {
		names = append(names, field.Names...)
	}
	return names
}
