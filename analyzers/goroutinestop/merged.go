package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine that cancels a context when something else happens has to end
// when somebody else cancels it first, who got the cancel function, too:
//
//	ctx, cancel := context.WithCancel(context.Background())
//	go func() {
//		select {
//		case <-a.Done():
//		case <-b.Done():
//		} // and no case <-ctx.Done()
//		cancel()
//	}()
//	return ctx, cancel

// outlives reports the goroutine that s starts if it is such a one, and
// whether it is.
func (c *checker) outlives(s *lifecycle.Spawn) bool {
	lit := s.Body.Func
	if lit == nil || lit.Lit == nil || s.In == nil {
		return false
	}
	var waits []ast.Node // for a channel each
	var cancel *types.Var
	free := false // it may go on by itself
	ast.Inspect(lit.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.IfStmt, *ast.SendStmt:
			free = true
		case *ast.CommClause:
			free = free || n.Comm == nil
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				waits = append(waits, n)
				free = free || !c.isStop(n.X)
			}
		case *ast.CallExpr:
			if v := c.cancelFunc(n.Fun); v != nil {
				cancel = v
			}
		}
		return true
	})
	if free || len(waits) == 0 || cancel == nil {
		return false
	}
	ctx := c.contextOf(cancel, s.In)
	if ctx == nil || c.mentioned(ctx, lit) || !c.returns(s.In, cancel) {
		return false
	}
	c.report(s, deaf, fmt.Sprintf("goroutine waits to cancel %q, and does not end if somebody else cancels it", ctx.Name()),
		relatedAt(waits[0].Pos(), "where it waits")...)
	return true
}

// isStop reports whether a channel is one that tells to stop: that of a
// context, or one that carries nothing.
func (c *checker) isStop(e ast.Expr) bool {
	ch := chanOf(c.pass.TypesInfo.TypeOf(e))
	return ch != nil && carriesNothing(ch)
}

// carriesNothing reports whether the elements of the channel are empty
// structs.
func carriesNothing(ch *types.Chan) bool {
	st, ok := ch.Elem().Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// cancelFunc returns the local variable that fun names, if it holds the
// cancel function of a context.
func (c *checker) cancelFunc(fun ast.Expr) *types.Var {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	s := c.signals.Signal(v)
	if s == nil || s.Kind != signals.Cancel || len(s.Makes) == 0 {
		return nil
	}
	return v
}

// contextOf returns the variable that f declares together with the cancel
// function that v holds, by one call.
//
//	ctx, cancel := context.WithCancel(parent)
func (c *checker) contextOf(v *types.Var, f *lifecycle.Func) *types.Var {
	var ctx *types.Var
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 2 || len(a.Rhs) != 1 {
			return true
		}
		second, ok := a.Lhs[1].(*ast.Ident)
		if !ok || c.pass.TypesInfo.ObjectOf(second) != v {
			return true
		}
		if first, ok := a.Lhs[0].(*ast.Ident); ok && isContext(c.pass.TypesInfo.TypeOf(first)) {
			ctx, _ = c.pass.TypesInfo.ObjectOf(first).(*types.Var)
		}
		return true
	})
	return ctx
}

// returns reports whether f returns what v holds.
func (c *checker) returns(f *lifecycle.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				id, ok := ast.Unparen(e).(*ast.Ident)
				found = found || ok && c.pass.TypesInfo.Uses[id] == v
			}
		}
		return true
	})
	return found
}
