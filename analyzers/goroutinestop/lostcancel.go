package goroutinestop

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function makes an object and a context for it, and gives up before
// anybody else has got the object. The cancel function is lost with it:
//
//	s := &stream{id: id}
//	s.ctx, s.cancel = context.WithCancel(t.ctx)
//	if t.draining {
//		return errDraining // and t.ctx holds on to s.ctx
//	}
//	t.streams[id] = s
//
// Whoever gets the object, by a call, a send, a literal or an assignment, is
// taken to cancel the context. What a variable holds is vet's: lostcancel.
// A context with a deadline ends by itself. One that nobody cancels is
// forgotten with who has it, but for a goroutine that waits for it.

// A holder is a new object in a local variable that alone has the cancel
// function of a context.
type holder struct {
	v      *types.Var      // the object
	field  *types.Var      // of it: the cancel function
	cancel *types.Var      // the local variable that has it, too, or nil
	stop   ast.Expr        // what the cancel function is first assigned to
	got    *ast.AssignStmt // by which the object gets it
	in     *lifecycle.Func
	circle *circle // of the object
}

// lostCancels reports the returns that lose a cancel function, and the calls.
func (c *checker) lostCancels() {
	var losses []loss
	for _, s := range c.signals.Signals() {
		if s.Kind != signals.Context {
			continue
		}
		for _, m := range s.Makes {
			if m.Origin != signals.Cancelable || m.In == nil || m.In.Body() == nil || c.lc.IsMain(m.In) {
				continue
			}
			h := c.holderOf(m)
			switch {
			case h != nil:
				c.dropped(h, m, s)
				if l := c.lostBy(h, m, s); l.ret.IsValid() {
					losses = append(losses, l)
				}
			case !c.forgotten(m):
				c.left(m)
			}
		}
	}
	for _, l := range losses {
		if !slices.ContainsFunc(losses, l.follows) {
			c.lost(l)
		}
	}
}

// forgotten reports whether nobody keeps the context of m for long but who
// has it: that of a parent that is never cancelled is forgotten with it, and
// that of a request ends with the request.
func (c *checker) forgotten(m signals.Make) bool {
	if !c.mayFire(m.Parent) {
		return true
	}
	parent := ast.Unparen(m.Parent)
	if id, ok := parent.(*ast.Ident); ok {
		if v, ok := c.pass.TypesInfo.Uses[id].(*types.Var); ok && v.Kind() == types.LocalVar {
			parent = ast.Unparen(c.lc.InitialValue(v))
		}
	}
	call, ok := parent.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Context" && len(call.Args) == 0
}

// holderOf returns the object that gets the cancel function that m makes, or
// nil.
func (c *checker) holderOf(m signals.Make) *holder {
	a := assignmentOf(m)
	if a == nil {
		return nil
	}
	h := &holder{stop: a.Lhs[1], got: a, in: m.In}
	switch stop := ast.Unparen(a.Lhs[1]).(type) {
	case *ast.SelectorExpr:
		h.field, h.v = c.fieldOf(stop)
	case *ast.Ident:
		if v, ok := c.pass.TypesInfo.Defs[stop].(*types.Var); ok {
			h.cancel = v
			c.literalWith(h)
			c.fieldWith(h)
		}
	}
	if h.v == nil || h.field == nil || h.v.Kind() != types.LocalVar || !c.isNew(h.v, m.In) {
		return nil
	}
	h.circle = c.circleOf(h)
	return h
}

// assignmentOf returns the assignment of the context that m makes and of its
// cancel function, or nil.
func assignmentOf(m signals.Make) *ast.AssignStmt {
	var found *ast.AssignStmt
	ast.Inspect(m.In.Body(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == m.Call && len(a.Lhs) == 2 {
			found = a
		}
		return found == nil
	})
	return found
}

// fieldOf returns the field that sel names and the variable of whose object
// it is, if it is one.
func (c *checker) fieldOf(sel *ast.SelectorExpr) (field, of *types.Var) {
	field, _ = c.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
		of, _ = c.pass.TypesInfo.Uses[id].(*types.Var)
	}
	return field, of
}

// literalWith finds the object that is declared with the cancel function as
// one of its fields.
//
//	s := &stream{cancel: cancel}
func (c *checker) literalWith(h *holder) {
	ast.Inspect(h.in.Body(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Tok != token.DEFINE || len(a.Lhs) != 1 || len(a.Rhs) != 1 || literal(a.Rhs[0]) == nil {
			return h.v == nil
		}
		for _, e := range literal(a.Rhs[0]).Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok || !c.names(kv.Value, h.cancel) {
				continue
			}
			key, _ := kv.Key.(*ast.Ident)
			h.field, _ = c.pass.TypesInfo.Uses[key].(*types.Var)
			id, _ := a.Lhs[0].(*ast.Ident)
			h.v, _ = c.pass.TypesInfo.Defs[id].(*types.Var)
			h.got = a
		}
		return h.v == nil
	})
}

// fieldWith finds the object whose field is set to the cancel function, if
// there is none that is declared with it.
//
//	s.cancel = cancel
func (c *checker) fieldWith(h *holder) {
	ast.Inspect(h.in.Body(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 || !c.names(a.Rhs[0], h.cancel) {
			return h.v == nil
		}
		if sel, ok := ast.Unparen(a.Lhs[0]).(*ast.SelectorExpr); ok && h.v == nil {
			h.field, h.v = c.fieldOf(sel)
			h.got = a
		}
		return h.v == nil
	})
}

func (c *checker) names(e ast.Expr, v *types.Var) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && c.pass.TypesInfo.Uses[id] == v
}

// isNew reports whether f declares v with a new object.
func (c *checker) isNew(v *types.Var, f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Tok != token.DEFINE || len(a.Lhs) != len(a.Rhs) {
			return !found
		}
		for i, lhs := range a.Lhs {
			if id, ok := lhs.(*ast.Ident); ok && c.pass.TypesInfo.Defs[id] == v {
				found = literal(a.Rhs[i]) != nil
			}
		}
		return !found
	})
	return found
}

// literal returns e if it is T{...} or &T{...}, or nil.
func literal(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}
