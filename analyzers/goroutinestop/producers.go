package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function starts a goroutine that sends on the channel which it returns,
// until all is sent or its context is cancelled. Who has had enough before
// that has to cancel it:
//
//	for item := range list(ctx, prefix) {
//		if item.Name == name {
//			return item, nil // and the goroutine waits until ctx is cancelled, whenever that is
//		}
//	}
//
// A context that the function derives is taken to be cancelled when the
// function returns. That of an item with an error is the last one, as a rule.

// A producer is a function that returns what a goroutine sends on.
type producer struct {
	f    *lifecycle.Func
	ctx  int         // which of its parameters the goroutine ends with
	sent signals.Use // the first send
}

// producers reports the calls of producers whose goroutine is left behind.
func (c *checker) producers() {
	found := make(map[*lifecycle.Func]*producer)
	for _, s := range c.signals.Signals() {
		if p := c.producerOf(s); p != nil {
			found[p.f] = p
		}
	}
	if len(found) == 0 {
		return
	}
	for cur := range c.insp.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if p := found[c.lc.Callee(call).Func]; p != nil && p.f != nil && p.ctx < len(call.Args) {
			c.leftBehind(p, cur, call)
		}
	}
}

// producerOf returns the function that makes and returns the channel, if all
// that is sent on it is sent by goroutines that it starts and that listen to
// its context, and to nothing else, while they send.
func (c *checker) producerOf(s *signals.Signal) *producer {
	if s.Kind != signals.Channel || s.Foreign || len(s.Makes) != 1 || s.Makes[0].Buffer != 0 || s.Makes[0].In == nil ||
		slices.ContainsFunc(s.Vars, (*types.Var).IsField) {
		return nil
	}
	f := s.Makes[0].In
	if f.Obj == nil || !slices.ContainsFunc(s.Vars, func(v *types.Var) bool { return v.Kind() == types.ResultVar && isResult(v, f) }) {
		return nil
	}
	p := &producer{f: f, ctx: -1}
	repeats := false
	for _, u := range s.Uses {
		if u.Op != signals.Send {
			continue
		}
		if u.In == f || !within(u.In, f) || u.Select == nil {
			return nil
		}
		i := c.listensTo(u, f)
		if i < 0 || p.ctx >= 0 && i != p.ctx {
			return nil
		}
		if p.ctx < 0 {
			p.ctx, p.sent = i, u
		}
		g := c.lc.CFG(u.In)
		if g == nil {
			return nil
		}
		b := flow.BlockOf(g, u.Pos())
		repeats = repeats || b != nil && flow.Loops(g, b, nil)
	}
	if p.ctx < 0 || !repeats {
		return nil
	}
	return p
}

func isResult(v *types.Var, f *lifecycle.Func) bool {
	for w := range f.Obj.Signature().Results().Variables() {
		if w == v {
			return true
		}
	}
	return false
}

// listensTo returns the parameter of f, a context, that is all that a send
// in a select listens to, or -1.
func (c *checker) listensTo(u signals.Use, f *lifecycle.Func) int {
	at := -1
	for _, stmt := range u.Select.Body.List {
		clause := stmt.(*ast.CommClause)
		if clause == u.Clause {
			continue
		}
		ch := received(clause)
		if ch == nil {
			return -1
		}
		call, ok := ast.Unparen(ch).(*ast.CallExpr)
		if !ok {
			return -1
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || !isContext(c.pass.TypesInfo.TypeOf(sel.X)) {
			return -1
		}
		at = c.paramOf(sel.X, f)
		if at < 0 {
			return -1
		}
	}
	return at
}

// paramOf returns the index of the parameter of f that e names, or -1.
func (c *checker) paramOf(e ast.Expr, f *lifecycle.Func) int {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || c.reassigned(c.pass.TypesInfo.Uses[id], f) {
		return -1
	}
	params := f.Obj.Signature().Params()
	for i := range params.Len() {
		if params.At(i) == c.pass.TypesInfo.Uses[id] {
			return i
		}
	}
	return -1
}

// reassigned reports whether f assigns something to v.
func (c *checker) reassigned(v types.Object, f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			for _, lhs := range a.Lhs {
				id, ok := lhs.(*ast.Ident)
				found = found || ok && c.pass.TypesInfo.Uses[id] == v
			}
		}
		return !found
	})
	return found
}

// leftBehind reports a call of a producer if what it returns is ranged over,
// the loop may be left early, and nobody cancels the context then.
func (c *checker) leftBehind(p *producer, cur inspector.Cursor, call *ast.CallExpr) {
	f := c.lc.Enclosing(cur)
	if f == nil || within(f, p.f) || c.lc.IsMain(f) || c.endsWith(call.Args[p.ctx], f) {
		return
	}
	loop := c.rangeOver(cur, f)
	if loop == nil {
		return
	}
	leave := c.leaves(loop)
	if !leave.IsValid() {
		return
	}
	c.out.Report(report.Finding{
		Pos: call.Pos(), End: call.End(), Category: lostCancel,
		Message: fmt.Sprintf("goroutine of %s waits for %s to be cancelled once the loop is left on line %d",
			p.f.Obj.Name(), text(call.Args[p.ctx]), c.pass.Fset.Position(leave).Line),
		Related: append(relatedAt(leave, "the loop is left here"), relatedAt(p.sent.Pos(), "where the goroutine waits")...),
	})
}

// endsWith reports whether the context that e names may end with f: it is
// made there, or asked for.
func (c *checker) endsWith(e ast.Expr, f *lifecycle.Func) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := c.pass.TypesInfo.Uses[e].(*types.Var)
		for ; ok && f != nil; f = f.Parent {
			if c.reassigned(v, f) {
				return true
			}
		}
		return !ok || v.Kind() == types.LocalVar
	case *ast.SelectorExpr:
		return false
	}
	return !c.isRoot(e)
}

// rangeOver returns the loop over the channel that the call returns, if
// nothing else is done with it.
func (c *checker) rangeOver(cur inspector.Cursor, f *lifecycle.Func) *ast.RangeStmt {
	switch parent := cur.Parent().Node().(type) {
	case *ast.RangeStmt:
		return parent
	case *ast.AssignStmt:
		if len(parent.Lhs) == 0 || cur.ParentEdgeKind() != edge.AssignStmt_Rhs || len(parent.Rhs) != 1 {
			return nil
		}
		id, ok := parent.Lhs[0].(*ast.Ident)
		if !ok {
			return nil
		}
		v, ok := c.pass.TypesInfo.Defs[id].(*types.Var)
		if !ok {
			return nil
		}
		return c.onlyRange(v, f)
	}
	return nil
}

// onlyRange returns the loop over the channel in v, if f does nothing else
// with it.
func (c *checker) onlyRange(v *types.Var, f *lifecycle.Func) *ast.RangeStmt {
	var loop *ast.RangeStmt
	uses := 0
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if c.names(n.X, v) {
				loop = n
			}
		case *ast.Ident:
			if c.pass.TypesInfo.Uses[n] == v {
				uses++
			}
		}
		return true
	})
	if uses != 1 {
		return nil
	}
	return loop
}
