package stopwithoutwait

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// The caller of a function that hands out a stop function may drop it, or
// forget it on some way out:
//
//	_ = watch(db)
//
//	stop := watch(db)
//	if err := load(db); err != nil {
//		return err // watch goes on
//	}
//	stop()

// dropped reports the calls whose stop function, the only one that ends b,
// is not called.
func (c *checker) dropped(b *body, stops []*stop) {
	for _, s := range stops {
		if s.from == nil || s.from.field != nil || len(c.callsOf(s.from.maker)) == 0 || !c.endsOnlyBy(b, s.fires) || !c.surelyStarts(s.from.maker, b) {
			continue
		}
		for _, call := range c.callsOf(s.from.maker) {
			if call.in.Decl != nil && !c.lc.IsMain(call.in) {
				c.checkDropped(call, s)
			}
		}
	}
}

// surelyStarts reports whether each call of maker that succeeds starts b, be it
// by way of a helper.
func (c *checker) surelyStarts(maker *lifecycle.Func, b *body) bool {
	starter := outermost(b.spawn.In)
	if !c.lc.SureStart(starter, b.spawn.Call) {
		return false
	}
	return starter == maker || slices.ContainsFunc(c.callsOf(starter), func(call siteCall) bool {
		return outermost(call.in) == maker && c.lc.SureStart(maker, call.CallExpr)
	})
}

func (c *checker) checkDropped(call siteCall, s *stop) {
	id, blank := c.resultOf(call, s.from.result)
	if blank {
		c.reportLocal(call, call.Pos(), call.End(), fmt.Sprintf("%s is dropped, and nothing else ends its goroutine", s.name))
		return
	}
	v, ok := c.info.ObjectOf(id).(*types.Var)
	if id == nil || !ok || v.IsField() || v.Pos() < call.in.Body().Pos() || v.Pos() > call.in.Body().End() {
		return
	}
	called, escapes := c.calledOf(call.in, v)
	if escapes {
		return
	}
	if len(called) == 0 {
		c.reportLocal(call, call.Pos(), call.End(), fmt.Sprintf("%q stops the goroutine that is started here, and is never called", v.Name()))
	} else if ret := c.skips(call, called); ret != nil {
		c.reportLocal(call, ret.Pos(), ret.End(), fmt.Sprintf("return leaves the goroutine of %s running (%q stops it on line %d)",
			s.from.maker.Obj.Name(), v.Name(), c.pass.Fset.Position(called[0]).Line))
	}
}

// resultOf returns what a result of a call is assigned to; blank says that it
// goes nowhere.
func (c *checker) resultOf(call siteCall, i int) (id *ast.Ident, blank bool) {
	ast.Inspect(call.in.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt:
			blank = blank || ast.Unparen(n.X) == call.CallExpr
		case *ast.AssignStmt:
			if len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == call.CallExpr && i < len(n.Lhs) {
				id, _ = n.Lhs[i].(*ast.Ident)
				blank = id != nil && id.Name == "_"
			}
		}
		return id == nil && !blank
	})
	return id, blank
}

// calledOf returns where f calls the function that v holds; escapes says
// that others may have it, or that v is set again.
func (c *checker) calledOf(f *lifecycle.Func, v *types.Var) (called []token.Pos, escapes bool) {
	calls := make(map[*ast.Ident]bool)
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			escapes = escapes || mentions(c.info, n, v)
			return false
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && c.info.Uses[id] == v {
				calls[id] = true
				called = append(called, n.Pos())
			}
		case *ast.Ident:
			escapes = escapes || c.info.Uses[n] == v && !calls[n]
		}
		return true
	})
	return called, escapes
}

// stoppedIn returns where f calls the stop method of what v holds; escapes
// says that others may have it, or that another method may stop it, as those
// do that run something to its end.
func (c *checker) stoppedIn(f *lifecycle.Func, v *types.Var, method string) (stopped []token.Pos, escapes bool) {
	selected := make(map[*ast.Ident]bool)
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			escapes = escapes || mentions(c.info, n, v)
			return false
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			if !ok {
				return true
			}
			id, ok := ast.Unparen(sel.X).(*ast.Ident)
			if !ok || c.info.Uses[id] != v {
				return true
			}
			selected[id] = true
			switch name := sel.Sel.Name; {
			case name == method || isStopName(name):
				stopped = append(stopped, n.Pos())
			case hasPrefixFold(name, "run", "serve", "start", "wait", "listen", "do", "exec", "main", "loop", "join", "register", "attach", "with"):
				escapes = true
			}
		case *ast.Ident:
			escapes = escapes || c.info.Uses[n] == v && !selected[n]
		}
		return true
	})
	return stopped, escapes
}
