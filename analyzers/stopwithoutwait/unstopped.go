package stopwithoutwait

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A goroutine with a stop signal is of no use if nobody fires it:
//
//	func (p *poller) stop() { close(p.quit) } // and nothing calls it
//
//	w := newWatcher(dir) // starts a goroutine
//	if err := w.add(file); err != nil {
//		return err // w is out of reach, and was not stopped
//	}
//	w.Close()

// orphaned reports a goroutine that only ends by signals that nobody fires
// but functions that nothing calls.
func (c *checker) orphaned(b *body) bool {
	var dead *lifecycle.Func
	var by *signals.Signal
	silent := make(map[*signals.Signal]bool)
	for _, u := range c.usesIn(c.reach(b.fn)) {
		s := u.of
		if u.Op != signals.Receive && u.Op != signals.Range && u.Op != signals.Err || silent[s] || s.Foreign || s.Gone {
			continue
		}
		if f := c.deadFire(s); f != nil {
			silent[s] = true
			if dead == nil || f.Pos() < dead.Pos() {
				dead, by = f, s
			}
		}
	}
	if dead == nil || c.uncalled(b.spawn.In) || !c.endsOnlyBy(b, silent) {
		return false // what nothing calls starts nothing either
	}
	c.out.Report(report.Finding{
		Pos: b.spawn.Pos(), End: b.spawn.End(), Category: neverStopped,
		Message: fmt.Sprintf("goroutine stops on %s, which only %s fires, and nothing calls that", by.Name(), funcName(dead.Obj)),
		Related: []analysis.RelatedInformation{{Pos: dead.Decl.Name.Pos(), End: dead.Decl.Name.End(), Message: "nothing calls this"}},
	})
	return true
}

// deadFire returns the function that fires the signal, if nothing calls
// it, nor any other that does.
func (c *checker) deadFire(s *signals.Signal) *lifecycle.Func {
	fires, ok := c.firesOf(s)
	if !ok {
		return nil
	}
	var dead *lifecycle.Func
	for _, u := range fires {
		if !c.uncalled(u.In) {
			return nil
		}
		if dead == nil {
			dead = outermost(u.In)
		}
	}
	return dead
}

// firesOf returns what fires the signal, and whether that is all that does:
// what closes a channel or sends on it, or calls the functions that cancel a
// context.
func (c *checker) firesOf(s *signals.Signal) (fires []signals.Use, all bool) {
	if s.Kind == signals.Channel {
		for _, u := range s.Uses {
			if u.Op == signals.Close || u.Op == signals.Send {
				fires = append(fires, u)
			}
		}
		return fires, true
	}
	for _, m := range s.Makes {
		stop := c.signals.Signal(m.Stop)
		if m.Origin != signals.Cancelable || stop == nil || stop.Foreign || stop.Gone || stop.Shown {
			return nil, false
		}
		for _, u := range stop.Uses {
			if u.Op != signals.Call {
				return nil, false
			}
			fires = append(fires, u)
		}
	}
	return fires, true
}

// endsOnlyBy reports whether the goroutine does not end as long as nobody
// fires the signals.
func (c *checker) endsOnlyBy(b *body, fired map[*signals.Signal]bool) bool {
	for s := range fired {
		for _, m := range s.Makes {
			if m.Parent != nil && !lifecycle.FreshContext(c.info, m.Call) {
				return false // who cancels the parent ends it too
			}
		}
	}
	silence := new(lifecycle.Silence)
	for _, u := range c.usesIn(c.reach(b.fn)) {
		if fired[u.of] && (u.Op == signals.Receive || u.Op == signals.Range || u.Op == signals.Err) {
			silence.Add(u.Node, u.In, u.Clause, u.Select)
		}
	}
	w := c.lc.Without(silence).Waits(b.spawn.Body)
	return w.Use != nil && !w.Maybe
}

// outermost returns the declared function that f stands in, or f itself.
func outermost(f *lifecycle.Func) *lifecycle.Func {
	for f != nil && f.Lit != nil {
		f = f.Parent
	}
	return f
}

// dynamic reports whether the package calls a method of f's name through an
// interface.
func (c *checker) dynamic(f *lifecycle.Func) bool {
	c.uncalled(f)
	return c.interfaces[f.Obj.Name()]
}

// uncalled reports whether f is a function that nothing mentions.
func (c *checker) uncalled(f *lifecycle.Func) bool {
	f = outermost(f)
	if f == nil || f.Obj == nil || f.Obj.Exported() || f.Obj.Name() == "main" || f.Obj.Name() == "init" {
		return false
	}
	if c.mentioned == nil {
		c.mentioned = make(map[*types.Func]bool)
		c.interfaces = make(map[string]bool)
		for id, obj := range c.info.Uses {
			if fn, ok := obj.(*types.Func); ok && !c.lc.Directives.InTest(id.Pos()) {
				c.mentioned[fn.Origin()] = true
				if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
					c.interfaces[fn.Name()] = true
				}
			}
		}
	}
	return !c.mentioned[f.Obj] && !c.interfaces[f.Obj.Name()]
}

// abandoned reports the local variables whose goroutine b nobody stops any
// more once their function returns.
func (c *checker) abandoned(b *body, stops []*stop) {
	starter := outermost(b.spawn.In)
	if len(stops) == 0 {
		return
	}
	c.dropped(b, stops)
	stops = slices.DeleteFunc(slices.Clone(stops), func(s *stop) bool { return s.from != nil })
	if starter == nil || starter.Obj == nil || len(stops) == 0 || c.keepsReceiver(starter) || len(c.callsOf(starter)) == 0 {
		return
	}
	fired := make(map[*signals.Signal]bool)
	for _, s := range stops {
		maps.Copy(fired, s.fires)
		maps.Copy(fired, s.sends)
	}
	if !c.endsOnlyBy(b, fired) || !c.lc.SureStart(starter, b.spawn.Call) {
		return
	}
	owner := receiver(stops[0].fn.Obj)
	if owner == nil {
		return
	}
	for _, call := range c.callsOf(starter) {
		c.checkLocal(call, starter, owner, stops)
	}
}

// A siteCall is a call and the function that it stands in.
type siteCall struct {
	*ast.CallExpr
	in *lifecycle.Func
}

// callsOf returns the calls of a declared function outside test files.
func (c *checker) callsOf(f *lifecycle.Func) []siteCall {
	if c.sites == nil {
		c.sites = make(map[*lifecycle.Func][]siteCall)
		for _, in := range c.lc.Funcs() {
			if in.Body() == nil || c.lc.Directives.InTest(in.Pos()) {
				continue
			}
			ast.Inspect(in.Body(), func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if to := c.lc.Callee(call).Func; to != nil {
						c.sites[to] = append(c.sites[to], siteCall{call, in})
					}
				}
				_, lit := n.(*ast.FuncLit)
				return !lit
			})
		}
	}
	return c.sites[f]
}

// checkLocal looks at a call that starts the goroutine of a local
// variable: what the call is a method of, or what it returns.
func (c *checker) checkLocal(call siteCall, starter *lifecycle.Func, owner *types.TypeName, stops []*stop) {
	if call.in.Decl == nil || c.lc.IsMain(call.in) {
		return
	}
	v := c.startedVar(call, starter, owner)
	if v == nil {
		return
	}
	stopped, escapes := c.fate(call, v, stops)
	switch {
	case escapes:
	case len(stopped) == 0 && v.Name() == "_":
		c.reportLocal(call, call.Pos(), call.End(), fmt.Sprintf("the goroutine that %s starts is never stopped (%s would)", starter.Obj.Name(), stops[0].name))
	case len(stopped) == 0:
		c.reportLocal(call, call.Pos(), call.End(), fmt.Sprintf("the goroutine of %q is started here and never stopped (%s would)", v.Name(), stops[0].name))
	default:
		if ret := c.skips(call, stopped); ret != nil {
			c.reportLocal(call, ret.Pos(), ret.End(), fmt.Sprintf("return leaves the goroutine of %q running (%s stops it on line %d)",
				v.Name(), stops[0].name, c.pass.Fset.Position(stopped[0]).Line))
		}
	}
}

func (c *checker) reportLocal(call siteCall, pos, end token.Pos, message string) {
	f := report.Finding{Pos: pos, End: end, Category: neverStopped, Message: message}
	if pos != call.Pos() {
		f.Related = []analysis.RelatedInformation{{Pos: call.Pos(), End: call.End(), Message: "started here"}}
	}
	c.out.Report(f)
}

// sameStop reports whether fn is one of the stop functions.
func sameStop(stops []*stop, fn *lifecycle.Func) bool {
	return slices.ContainsFunc(stops, func(s *stop) bool { return s.fn == fn })
}
