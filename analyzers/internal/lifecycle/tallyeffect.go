package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
)

// An Effect is what a node of a graph does to a tracker.
type Effect struct {
	Span
	// Kept means that a function that marks it as done gets out of sight:
	// it is stored, or handed to code that may run it or not.
	Kept bool
	// Refuses is a call of a function of this package that is given such a
	// function and does not run it on every way.
	Refuses *ast.CallExpr
	// Starts means that it is marked as done in a goroutine that starts
	// here, or when this function returns.
	Starts bool
}

// Effect tells how node n of the graph of f marks t as done.
func (ta *Tallies) Effect(t *Tracker, f *Func, n ast.Node) Effect {
	return ta.effect(subject{tracker: t}, f, n)
}

func (ta *Tallies) effect(s subject, f *Func, n ast.Node) Effect {
	if _, ok := ta.reaches(s)[f]; !ok {
		return Effect{}
	}
	e := effects{Tallies: ta, s: s}
	e.visit(n, once)
	return e.sum
}

// effects sums up what the parts of a node do. It draws
//
//	wg.Done(), wg.Add(-1), worker(&wg), s.finish()    as often as they do it
//	go func() { ... }(), defer func() { ... }()       as what they run does
//	s.start(func() { ... wg.Done() })                 times what start does with it
//	s.onClose = wg.Done, ch <- done, return done      maybe
type effects struct {
	*Tallies
	s   subject
	sum Effect
}

func (e *effects) add(s Span) { e.sum.Span = e.sum.plus(s) }

// keep counts a function value that marks as done and gets out of sight.
func (e *effects) keep(s Span) {
	if s.Max > 0 {
		e.add(Span{0, s.Max})
		e.sum.Kept = true
	}
}

func (e *effects) visit(n ast.Node, often Span) {
	switch n := n.(type) {
	case *ast.GoStmt:
		e.start(n.Call, often)
		return
	case *ast.DeferStmt:
		e.start(n.Call, often)
		return
	case *ast.AssignStmt:
		e.assign(n.Lhs, n.Rhs, often)
		return
	case *ast.ValueSpec:
		for _, v := range n.Values {
			e.value(v, often, len(n.Names) == len(n.Values))
		}
		return
	}
	ast.Inspect(n, func(m ast.Node) bool {
		switch m := m.(type) {
		case *ast.FuncLit:
			e.keep(e.of(m).Span)
			return false
		case *ast.BinaryExpr:
			e.binary(m, often)
			return false
		case *ast.CallExpr:
			e.call(m, often)
			return false
		case *ast.SelectorExpr:
			e.keep(e.of(m).Span)
			e.visit(m.X, often)
			return false
		case *ast.Ident:
			e.keep(e.of(m).Span)
		}
		return true
	})
}

// start is visit for what go and defer run.
func (e *effects) start(call *ast.CallExpr, often Span) {
	before := e.sum.Max
	e.call(call, often)
	e.sum.Starts = e.sum.Starts || e.sum.Max > before
}

func (e *effects) binary(b *ast.BinaryExpr, often Span) {
	switch b.Op {
	case token.LAND, token.LOR:
		e.visit(b.X, often)
		e.visit(b.Y, Span{0, often.Max})
	case token.EQL, token.NEQ:
		if e.isSubject(b.X) || e.isSubject(b.Y) {
			return // see without
		}
		fallthrough
	default:
		e.visit(b.X, often)
		e.visit(b.Y, often)
	}
}

// isSubject reports whether x is the tracker, or the variable that is called.
func (e *effects) isSubject(x ast.Expr) bool {
	v := e.r.Variable(x)
	return v != nil && (v == e.s.callee || e.s.tracker != nil && v == e.s.tracker.Var)
}

// assign looks at the right side: a local variable that is set once is
// followed to where it is called.
func (e *effects) assign(lhs, rhs []ast.Expr, often Span) {
	for i, v := range rhs {
		plain := false
		if id, ok := ast.Unparen(lhs[min(i, len(lhs)-1)]).(*ast.Ident); ok && len(lhs) == len(rhs) {
			lv, _ := e.r.info.ObjectOf(id).(*types.Var)
			plain = id.Name == "_" || lv != nil && e.r.value(lv) == v
		}
		e.value(v, often, plain)
	}
	for _, l := range lhs {
		if _, ok := ast.Unparen(l).(*ast.Ident); !ok {
			e.visit(l, often)
		}
	}
}

// value looks at what a variable is set to. A function that it can be
// followed to does nothing yet.
func (e *effects) value(v ast.Expr, often Span, followed bool) {
	switch ast.Unparen(v).(type) {
	case *ast.FuncLit, *ast.Ident, *ast.SelectorExpr:
		if followed && e.isFunc(v) {
			return
		}
	}
	e.visit(v, often)
}

func (e *effects) isFunc(v ast.Expr) bool {
	t := e.r.info.TypeOf(v)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// of returns the tally of a function value: a literal, the name of a
// function, a method value.
func (e *effects) of(x ast.Expr) Tally {
	if !e.isFunc(x) {
		return Tally{}
	}
	if e.isSubject(x) {
		return Tally{Span: once}
	}
	if sel, ok := ast.Unparen(x).(*ast.SelectorExpr); ok && e.s.tracker != nil && e.takesDone(sel) {
		return Tally{Span: once}
	}
	if f := e.r.Value(x).Func; f != nil {
		return e.tally(e.s, f)
	}
	return Tally{}
}

// takesDone reports whether the selector is Done of the tracker, as in
// time.AfterFunc(d, wg.Done).
func (e *effects) takesDone(sel *ast.SelectorExpr) bool {
	fn, ok := e.r.info.Uses[sel.Sel].(*types.Func)
	if !ok || methodRole(fn)&Done == 0 && !e.s.tracker.stepOf(fn).Marks {
		return false
	}
	x := ast.Unparen(sel.X)
	if u, ok := x.(*ast.StarExpr); ok {
		x = u.X
	}
	v := e.r.Variable(x)
	return v == e.s.tracker.Var || e.r.promotedFrom(sel) == e.s.tracker.Var
}

// call looks at a call and at what its arguments do.
func (e *effects) call(call *ast.CallExpr, often Span) {
	if e.s.tracker != nil {
		e.direct(call, often)
	}
	to := e.r.Callee(call)
	switch {
	case to.Var != nil && to.Var == e.s.callee:
		e.add(once.times(often))
	case to.Func != nil:
		does := e.tally(e.s, to.Func)
		e.add(does.times(often))
		e.sum.Kept = e.sum.Kept || does.Kept
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		e.visit(sel.X, often)
	}
	for i, arg := range call.Args {
		if !e.isFunc(arg) {
			e.visit(arg, often)
			continue
		}
		if does := e.of(arg); does.Max > 0 {
			e.hand(call, to, i, does.times(often))
		} else if inner, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
			e.call(inner, often)
		}
	}
}

// direct counts what the call does to the tracker itself.
func (e *effects) direct(call *ast.CallExpr, often Span) {
	for _, u := range e.usesOf(e.s.tracker).calls[call] {
		switch {
		case u.to != nil:
			e.add(e.tally(subject{tracker: u.to}, u.fn).times(often))
		case u.dones.Max > 0:
			e.add(u.dones.times(often))
		case u.delta < 0:
			n := uint8(min(Many, -u.delta))
			e.add(Span{n, n}.times(often))
		case u.role&Done != 0:
			e.add(once.times(often))
		}
	}
}

// hand counts a function that is the i-th argument of a call.
func (e *effects) hand(call *ast.CallExpr, to Target, i int, does Span) {
	if to.Func == nil {
		if arg, ok := e.r.SpawnArg(call); ok && arg == call.Args[i] {
			e.add(does)
			e.sum.Starts = true
		} else {
			e.keep(does)
		}
		return
	}
	runs := e.Runs(to.Func, i)
	if runs.Max == 0 {
		return
	}
	if runs.Kept {
		e.keep(does)
		return
	}
	e.add(does.times(runs.Span))
	e.sum.Starts = true
	if runs.Skips && does.Min > 0 && !runs.Loops {
		e.sum.Refuses = call
	}
}
