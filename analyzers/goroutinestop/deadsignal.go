package goroutinestop

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine may have ways to its end and still never come to it, because
// nobody fires the signals that they are behind:
//
//	case <-s.quit: return     // and nothing closes s.quit
//	case <-ctx.Done(): return // and ctx is context.Background()
//
// What could be reached if these cases never came about is what lifecycle
// finds out; which signals these are, package signals.

// A deadUse is a place where something waits for a signal that nobody
// fires.
type deadUse struct {
	signal *signals.Signal
	name   string // of the signal, in this place
}

// findDead looks for the signals that nobody fires, and for the functions
// that never end because of it.
func (c *checker) findDead() {
	silence := new(lifecycle.Silence)
	c.uses = make(map[ast.Node]deadUse)
	for _, s := range c.signals.Signals() {
		if s.Kind != signals.Cancel && !unused(s) && !c.returnedToNobody(s) && (!c.signals.CanFire(s) || c.onlyByWaiters(s)) {
			c.silence(silence, s)
		}
		if c.unheard(s) {
			c.silenceSends(silence, s)
		}
	}
	if len(c.uses) > 0 {
		c.dead = c.lc.Without(silence)
	}
}

// silence adds what waits for the signal.
func (c *checker) silence(silence *lifecycle.Silence, s *signals.Signal) {
	for _, u := range s.Uses {
		var of ast.Expr
		switch n := u.Node.(type) {
		case *ast.UnaryExpr:
			of = n.X
		case *ast.RangeStmt:
			of = n.X
		case *ast.CallExpr:
			of = n
		}
		if isWait(u) && of != nil {
			silence.Add(u.Node, u.In, u.Clause, u.Select)
			c.uses[u.Node] = deadUse{s, signalName(of)}
		}
	}
}

// unheard reports whether nobody receives from the channel, and it has no
// room for what is sent.
func (c *checker) unheard(s *signals.Signal) bool {
	return s.Kind == signals.Channel && !s.Foreign && !s.Gone && !s.Shown && len(s.Makes) > 0 &&
		!s.Does(signals.Receive) && !s.Does(signals.Range) && !s.Does(signals.Len) &&
		!slices.ContainsFunc(s.Makes, func(m signals.Make) bool { return m.Buffer != 0 }) &&
		!slices.ContainsFunc(s.Vars, func(v *types.Var) bool { return v.Parent() == c.pass.Pkg.Scope() })
}

// silenceSends adds the sends on a channel that stand beside other cases of
// a select. A send alone is for goroutineblocked.
func (c *checker) silenceSends(silence *lifecycle.Silence, s *signals.Signal) {
	for _, u := range s.Uses {
		if send, ok := u.Node.(*ast.SendStmt); ok && u.Clause != nil && len(u.Select.Body.List) > 1 {
			silence.Add(u.Node, u.In, u.Clause, u.Select)
			c.uses[u.Node] = deadUse{s, text(send.Chan)}
		}
	}
}

// silenceOf is the silence in which nobody fires the signal.
func silenceOf(s *signals.Signal) *lifecycle.Silence {
	silence := new(lifecycle.Silence)
	for _, u := range s.Uses {
		if isWait(u) {
			silence.Add(u.Node, u.In, u.Clause, u.Select)
		}
	}
	return silence
}

// unused reports whether a signal is the parameter of a function that
// nobody calls: there is nothing to say about it.
func unused(s *signals.Signal) bool {
	return len(s.Makes) == 0 && slices.ContainsFunc(s.Vars, func(v *types.Var) bool { return v.Kind() == types.ParamVar })
}

// returnedToNobody reports whether a signal is the result of a function that
// no code but that of tests calls: who would get it could fire it.
func (c *checker) returnedToNobody(s *signals.Signal) bool {
	return slices.ContainsFunc(s.Vars, func(v *types.Var) bool {
		return v.Kind() == types.ResultVar && slices.ContainsFunc(c.lc.Funcs(), func(f *lifecycle.Func) bool {
			return f.Obj != nil && slices.Contains(slices.Collect(f.Obj.Signature().Results().Variables()), v) && !c.isUsed(f.Obj)
		})
	})
}

// isUsed reports whether code that is not for tests names fn.
func (c *checker) isUsed(fn *types.Func) bool {
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		if id := cur.Node().(*ast.Ident); c.pass.TypesInfo.Uses[id] == fn && !c.lc.Directives.InTest(id.Pos()) {
			return true
		}
	}
	return false
}

// signalName returns what a channel, or the context behind ctx.Done() or
// ctx.Err(), is called.
func signalName(e ast.Expr) string {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(call.Args) == 0 &&
			(sel.Sel.Name == "Done" || sel.Sel.Name == "Err") {
			e = sel.X
		}
	}
	return text(e)
}

// deadSignal reports the goroutine that s starts if it waits for signals
// that nobody fires, to come to its end.
func (c *checker) deadSignal(s *lifecycle.Spawn) bool {
	if c.dead == nil {
		return false
	}
	w := c.dead.Waits(s.Body)
	d, ok := c.uses[w.Use]
	if !ok || w.Maybe && len(d.signal.Makes) == 0 {
		return false // a channel that may be nil is asked for first
	}
	if c.blocks(w, d.signal) {
		return true // which goroutineblocked says, where that is
	}
	c.told[w.In] = true
	if c.level == requireStop && onlyRoots(d.signal) && c.ofMain(s) {
		c.out.OptIn(s.Pos())
		return true // it ends with main, as that context says
	}
	does, verb := "stops on", "closes"
	if w.Pos == w.Use.Pos() {
		does = "waits for"
	}
	if d.signal.Kind == signals.Context {
		verb = "cancels"
	}
	if _, send := w.Use.(*ast.SendStmt); send {
		does, verb = "waits to send on", "receives from"
	}
	c.report(s, deadSignal, fmt.Sprintf("goroutine %s %s, which nothing %s", does, d.name, verb), c.origin(w.Use, d)...)
	return true
}

// onlyRoots reports whether s is a context that is made to last as long as
// the process.
func onlyRoots(s *signals.Signal) bool {
	return s.Kind == signals.Context && len(s.Makes) > 0 && !slices.ContainsFunc(s.Makes, func(m signals.Make) bool {
		return m.Origin != signals.Root && m.Origin != signals.Derived
	})
}

// blocks reports whether the wait is a receive in a function that is called,
// in whatever goroutine, and nothing sends on the channel or closes it.
func (c *checker) blocks(w lifecycle.Wait, s *signals.Signal) bool {
	_, recv := w.Use.(*ast.UnaryExpr)
	return recv && w.Pos == w.Use.Pos() && s.Kind == signals.Channel && len(s.Makes) > 0 && !s.Does(signals.Send) &&
		!s.Does(signals.Close) && w.In != nil && w.In.Obj != nil && !c.isBody(w.In) &&
		!slices.ContainsFunc(s.Vars, func(v *types.Var) bool { return v.Parent() == c.pass.Pkg.Scope() })
}

// origin returns where the goroutine waits for the signal and where that is
// made.
func (c *checker) origin(use ast.Node, d deadUse) []analysis.RelatedInformation {
	related := relatedAt(use.Pos(), "where it waits")
	for _, m := range d.signal.Makes {
		what := "the channel is made here"
		switch m.Origin {
		case signals.Root:
			what = "this context cannot be cancelled"
		case signals.Detached:
			what = "this context is cut off from its parent"
		case signals.Derived:
			continue
		case signals.Cancelable:
			what = "the cancel function of this context is never called"
		}
		return append(related, relatedAt(m.Call.Pos(), what)...)
	}
	if d.signal.Kind == signals.Channel {
		return append(related, relatedAt(d.signal.Vars[0].Pos(), "the channel is declared here and never made")...)
	}
	return related
}
