package stopwithoutwait

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// fate follows a local variable: where it is stopped, and whether others
// may have it. Only what selects one of its fields or calls one of its
// methods leaves it where it is; a literal that captures it may do
// anything.
func (c *checker) fate(call siteCall, v *types.Var, stops []*stop) (stopped []token.Pos, escapes bool) {
	kept := make(map[*ast.Ident]bool)
	ast.Inspect(call.in.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if mentions(c.info, n, v) {
				escapes = true
			}
			return false
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if id, ok := lhs.(*ast.Ident); ok {
					kept[id] = true
				}
			}
		case *ast.BinaryExpr:
			for _, e := range []ast.Expr{n.X, n.Y} {
				if id, ok := ast.Unparen(e).(*ast.Ident); ok {
					kept[id] = true // compared
				}
			}
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			if !ok {
				return true
			}
			id, ok := ast.Unparen(sel.X).(*ast.Ident)
			if !ok || c.info.Uses[id] != v {
				return true
			}
			to := c.lc.Callee(n).Func
			switch {
			case to == nil || c.keepsReceiver(to):
				escapes = true
			case sameStop(stops, to) || isStopName(to.Obj.Name()):
				stopped = append(stopped, n.Pos())
			}
			kept[id] = true
		case *ast.Ident:
			if c.info.Uses[n] == v && !kept[n] {
				escapes = true
			}
		}
		return true
	})
	return stopped, escapes
}

// mentions reports whether n mentions v.
func mentions(info *types.Info, n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && info.Uses[id] == v {
			found = true
		}
		return !found
	})
	return found
}

// keepsReceiver reports whether a method may hand what it is called on to
// someone who can stop it: it mentions its receiver other than to select
// something of it. For a function it is its result that counts, which the
// caller has.
func (c *checker) keepsReceiver(f *lifecycle.Func) bool {
	if f.Decl == nil || f.Decl.Recv == nil || len(f.Decl.Recv.List) == 0 || len(f.Decl.Recv.List[0].Names) == 0 {
		return false
	}
	recv, _ := c.info.Defs[f.Decl.Recv.List[0].Names[0]].(*types.Var)
	selected := make(map[*ast.Ident]bool)
	keeps := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := ast.Unparen(n.X).(*ast.Ident); ok {
				selected[id] = true
			}
		case *ast.Ident:
			keeps = keeps || recv != nil && c.info.Uses[n] == recv && !selected[n]
		}
		return !keeps
	})
	return keeps
}

// skips returns the first return that control can reach from the call
// without coming past a stop, or nil. That of the error that the call
// itself returns does not count: then nothing was started.
func (c *checker) skips(call siteCall, stopped []token.Pos) ast.Node {
	g := c.lc.CFG(call.in)
	if g == nil {
		return nil
	}
	from := flow.BlockOf(g, call.Pos())
	if from == nil {
		return nil
	}
	stops := make(map[*cfg.Block]bool)
	for _, pos := range stopped {
		if b := flow.BlockOf(g, pos); b != nil {
			stops[b] = true
		}
	}
	if stops[from] {
		return nil
	}
	failed := c.failure(call)
	reached := flow.Reachable(g, from, func(e flow.Edge) bool {
		return stops[e.To()] || failed != nil && e.I == 0 && flow.Condition(e.From) == failed
	})
	for _, b := range g.Blocks {
		if ret := b.Return(); ret != nil && reached[b.Index] && b.Live && !stops[b] && ret.Pos() > call.Pos() {
			return ret
		}
	}
	return nil
}

// failure returns the condition right after the call that asks whether it
// has failed: err != nil.
func (c *checker) failure(call siteCall) ast.Expr {
	var cond ast.Expr
	if !returnsError(c.info.TypeOf(call.CallExpr)) {
		return nil
	}
	ast.Inspect(call.in.Body(), func(n ast.Node) bool {
		block, ok := n.(*ast.BlockStmt)
		if !ok {
			return cond == nil
		}
		for i, stmt := range block.List {
			test, ok := stmt.(*ast.IfStmt)
			if !ok {
				continue
			}
			within := func(s ast.Node) bool { return s != nil && s.Pos() <= call.Pos() && call.End() <= s.End() }
			if i > 0 && within(block.List[i-1]) || test.Init != nil && within(test.Init) {
				cond = test.Cond
			}
		}
		return cond == nil
	})
	return cond
}

// returnsError reports whether a call of type t may return an error.
func returnsError(t types.Type) bool {
	tuple, ok := t.(*types.Tuple)
	if !ok {
		return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
	}
	for v := range tuple.Variables() {
		if returnsError(v.Type()) {
			return true
		}
	}
	return false
}
