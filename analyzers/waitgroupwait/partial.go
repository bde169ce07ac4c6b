package waitgroupwait

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// Two shapes wait by half. Who copies both ways between two connections leaves
// when one way has ended, and cuts the other one off:
//
//	errc := make(chan error, 2)
//	go transfer(a, b, errc)
//	go transfer(b, a, errc)
//	return <-errc
//
// Who goes on after the work in a goroutine returns before the work is done:
//
//	go func() {
//		wg.Wait()
//		os.Remove(name)
//	}()
//
// Either way the function returns while goroutines of it run, and its caller is
// told that it has worked. What is sent has to tell an end and no more: the first
// of several answers may be all that is asked for. And a goroutine that only
// closes what the others have used is where it belongs.
//
// By default that is said only of a function that leaves the work to goroutines
// and then returns an error or none, as if it were done: nil says too much. One
// without results may be there to set something going, and in many a proxy the
// first of two copies that ends is meant to end the call.

// partial is the flag that has all of them reported.
var partial bool

func init() {
	Analyzer.Flags.BoolVar(&partial, "partial", false, "report functions that wait for the first of their goroutines only, and all that leave the Wait to a goroutine")
}

// reportPartial reports what has been found, if it is certain or asked for.
func (c *checker) reportPartial(at ast.Node, certain bool, message string, related analysis.RelatedInformation) {
	if !certain && !partial {
		c.out.OptIn(at.Pos())
		return
	}
	c.out.Report(report.Finding{
		Pos:      at.Pos(),
		End:      at.End(),
		Category: partialWait,
		Message:  message,
		Related:  []analysis.RelatedInformation{related},
	})
}

// reportDetached reports a go statement that holds the only Wait for local
// tracker t and tells nobody when it is through.
func (c *checker) reportDetached(t *lifecycle.Tracker, home *lifecycle.Func) {
	var detached *goroutine
	for _, s := range t.Sites() {
		if s.Role&lifecycle.Waits == 0 {
			continue
		}
		if detached != nil || s.Call == nil {
			return
		}
		for _, g := range c.goStatements() {
			if g.fn == s.In && g.fn.Lit != nil && g.from == home && c.deferring(g.fn, s.Call) == nil {
				detached = &g
			}
		}
		if detached == nil {
			return
		}
	}
	if detached == nil || !c.silent(detached.fn, nil) || t.Kind != lifecycle.LocalTracker || c.handsOut(home) || c.onlyCloses(detached.fn) {
		return
	}
	c.reportPartial(detached.at, home.Type().Results != nil,
		fmt.Sprintf("only a goroutine waits for %q, and tells nobody: the function returns while the work goes on", t.Var.Name()),
		declaredAt(t.Var)[0])
}

// handsOut reports whether the function returns something by which its caller
// may see the work go on: anything but errors.
func (c *checker) handsOut(fn *lifecycle.Func) bool {
	if fn.Type().Results == nil {
		return false
	}
	for _, field := range fn.Type().Results.List {
		if !isError(c.pass.TypesInfo.TypeOf(field.Type)) {
			return true
		}
	}
	return false
}

// closers are the names of what gives something back that was in use.
var closers = []string{"Wait", "Close", "CloseWithError", "CloseWrite", "CloseRead", "Stop", "Shutdown", "Unlock", "RUnlock", "Put", "Free"}

// onlyCloses reports whether the function does nothing but wait, give back what
// was in use, and print.
func (c *checker) onlyCloses(fn *lifecycle.Func) bool {
	return !contains(fn.Body(), isNothing, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || slices.Contains(closers, flow.CalledName(call)) {
			return false
		}
		name := strings.ToLower(types.ExprString(call.Fun))
		return !strings.Contains(name, "log") && !strings.Contains(name, "print")
	})
}

// tellsEnd reports whether what is sent on the channel says that something has
// ended, and nothing else.
func tellsEnd(sig *signals.Signal) bool {
	if len(sig.Vars) == 0 {
		return false
	}
	ch, ok := sig.Vars[0].Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	st, isStruct := ch.Elem().Underlying().(*types.Struct)
	return isError(ch.Elem()) || isStruct && st.NumFields() == 0
}

// reportFirst reports goroutines of which the first that ends is waited for.
func (c *checker) reportFirst() {
	if len(c.goStatements()) < 2 {
		return
	}
	for _, sig := range c.signals().Signals() {
		if sig.Kind != signals.Channel || len(sig.Makes) != 1 || sig.Makes[0].In == nil || !c.own(sig, sig.Makes[0].In) || !tellsEnd(sig) {
			continue
		}
		home, receives := sig.Makes[0].In, 0
		var receive signals.Use
		for _, u := range sig.Uses {
			switch u.Op {
			case signals.Receive:
				receives, receive = receives+1, u
			case signals.Range, signals.Close, signals.Len:
				receives = 2
			}
		}
		if receives != 1 || c.loops(home, receive.Pos()) {
			continue
		}
		if last, n := c.lastSender(sig, home); n > 1 {
			c.reportPartial(last.at, false, fmt.Sprintf("the end of goroutines is told on %q, %d at the least, and one is received", sig.Name(), n),
				analysis.RelatedInformation{Pos: receive.Pos(), End: receive.Node.End(), Message: "this is the only receive"})
		}
	}
}

// lastSender returns the last of the goroutines that home starts which send on
// the channel once, and tell nobody else, and how many there are at the least.
func (c *checker) lastSender(sig *signals.Signal, home *lifecycle.Func) (last goroutine, n int) {
	for _, g := range c.goStatements() {
		if g.from != home {
			continue
		}
		sends := false
		for _, u := range sig.Uses {
			sends = sends || u.Op == signals.Send && u.In == g.fn && u.Select == nil && !c.loops(g.fn, u.Pos())
		}
		if !sends || !c.silent(g.fn, sig) || n > 0 && !c.leads(home, last.at.Pos(), g.at.Pos()) {
			continue // it may be one or the other
		}
		last, n = g, n+1
		if c.loops(home, g.at.Pos()) {
			n++
		}
	}
	return last, n
}
