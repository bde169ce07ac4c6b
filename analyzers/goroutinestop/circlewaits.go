package goroutinestop

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// Objects of a circle may have contexts of their own, which derive from that
// of the first one:
//
//	child.ctx, child.cancel = context.WithCancel(child.conn.ctx)
//
// They end with it, or by their own cancel functions, which nobody but the
// circle can reach either.

// silence is that in which nobody cancels the context ctx of the object, made
// by m, nor one that functions of the circle derive from it. It is empty if
// ctx is, in the circle, other contexts, too.
func (k *circle) silence(ctx *signals.Signal, m signals.Make) *lifecycle.Silence {
	if !k.derives(ctx, ctx, m.Call) {
		return new(lifecycle.Silence)
	}
	silence := silenceOf(ctx)
	silent := []*signals.Signal{ctx}
	for i := 0; i < len(silent); i++ {
		for _, s := range k.signals.Signals() {
			if s.Kind != signals.Context || slices.Contains(silent, s) || !k.derives(s, silent[i], nil) {
				continue
			}
			silent = append(silent, s)
			for _, u := range s.Uses {
				if isWait(u) && k.within(u.In) && (k.madeFor(s, u) || k.asksOwn(u)) {
					silence.Add(u.Node, u.In, u.Clause, u.Select)
				}
			}
		}
	}
	return silence
}

// derives reports whether what the circle makes of the contexts s comes from
// the parent alone, and the circle does not cancel it; but for what is made by
// the call first.
func (k *circle) derives(s, parent *signals.Signal, first *ast.CallExpr) bool {
	made := false
	for _, m := range s.Makes {
		if !k.within(m.In) {
			continue
		}
		made = m.Call == first || m.Parent != nil && k.signals.Of(m.Parent) == parent &&
			(m.Origin == signals.Derived || m.Origin == signals.Cancelable && !k.cancels(m))
		if !made {
			return false
		}
	}
	return made && (!s.Foreign || first != nil)
}

// madeFor reports whether what is used is a local variable with the context s,
// which the same function makes.
//
//	ctx, cancel := context.WithCancel(s.ctx)
//	defer cancel()
//	<-ctx.Done()
func (k *circle) madeFor(s *signals.Signal, u signals.Use) bool {
	return u.Var.Kind() == types.LocalVar && len(s.Makes) == 1 && s.Makes[0].In == u.In
}

// cancels reports whether a function of the circle names the cancel function
// that m makes but to set it, or to defer a call if it is a local variable.
func (k *circle) cancels(m signals.Make) bool {
	a := assignmentOf(m)
	if a == nil {
		return true
	}
	if id, ok := a.Lhs[1].(*ast.Ident); ok && id.Name == "_" {
		return false
	}
	stop := k.lc.Variable(a.Lhs[1])
	if stop == nil {
		return true
	}
	for f := range k.funcs {
		if k.namesStop(f.Body(), stop) {
			return true
		}
	}
	return false
}

func (k *circle) namesStop(body ast.Node, stop *types.Var) bool {
	found := false
	var harmless []ast.Expr
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			harmless = append(harmless, n.Lhs...)
		case *ast.DeferStmt:
			if stop.Kind() == types.LocalVar {
				harmless = append(harmless, n.Call.Fun)
			}
		case *ast.SelectorExpr, *ast.Ident:
			if slices.Contains(harmless, n.(ast.Expr)) {
				return false
			}
			found = found || k.lc.Variable(n.(ast.Expr)) == stop
		}
		return !found
	})
	return found
}

// within reports whether f is a function that is given objects of the
// circle, or is part of one.
func (k *circle) within(f *lifecycle.Func) bool {
	for ; f != nil; f = f.Parent {
		if k.funcs[f] {
			return true
		}
	}
	return false
}

// asksOwn reports whether what is used is the context of an object of the
// circle.
//
//	<-child.ctx.Done()
func (k *circle) asksOwn(u signals.Use) bool {
	own := false
	ast.Inspect(u.Node, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			field, of := k.fieldOf(sel)
			own = own || field != nil && field.Origin() == u.Var.Origin() && k.vars[of]
		}
		_, block := n.(*ast.BlockStmt)
		return !own && !block
	})
	return own
}
