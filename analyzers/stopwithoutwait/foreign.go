package stopwithoutwait

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// Goroutines that functions of other packages start are known by what
// lifecycle tells of these functions. The finding stands where the caller
// does what it had better not do, for the go statement is elsewhere:
//
//	r := reaper.New(db)
//	...
//	r.Stop()   // which does not wait
//	db.Close() // and run still uses db

// A foreign is a call of a function of another package that leaves a
// goroutine behind.
type foreign struct {
	siteCall
	fn      *types.Func
	started lifecycle.Started
}

// foreigners returns those calls, in order of position.
func foreigners(pass *analysis.Pass, lc *lifecycle.Result) []*foreign {
	var all []*foreign
	known := make(map[*types.Func]*lifecycle.Started)
	for _, f := range lc.Funcs() {
		if lc.Directives.InTest(f.Pos()) && !tests {
			continue
		}
		for _, call := range f.Calls() {
			fn := typeutil.StaticCallee(pass.TypesInfo, call)
			if fn == nil || fn.Pkg() == pass.Pkg || fn.Signature().Results().Len() == 0 {
				continue
			}
			s, seen := known[fn]
			if !seen {
				if started, ok := lc.StartedBy(fn); ok {
					s = &started
				}
				known[fn] = s
			}
			if s != nil {
				all = append(all, &foreign{siteCall{call, f}, fn, *s})
			}
		}
	}
	return all
}

// foreignStop returns the stop function of another package that the call is
// that of, or nil.
func (c *checker) foreignStop(call *ast.CallExpr) *stop {
	if len(c.foreign) == 0 {
		return nil
	}
	c.sources()
	holder, method := call.Fun, ""
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if s := c.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			holder, method = sel.X, sel.Sel.Name
		}
	}
	v := c.holder(holder)
	if v == nil || len(c.results[v]) != 1 {
		return nil
	}
	from := c.results[v][0]
	for _, f := range c.foreign {
		if f.CallExpr == from.call && f.started.Result == from.index && f.started.Stop == method {
			return &stop{foreign: f, name: stopName(f, method)}
		}
	}
	return nil
}

func stopName(f *foreign, method string) string {
	if method == "" {
		return "the stop function of " + f.fn.Name()
	}
	obj, _, _ := types.LookupFieldOrMethod(f.fn.Signature().Results().At(f.started.Result).Type(), true, f.fn.Pkg(), method)
	if fn, ok := obj.(*types.Func); ok {
		return funcName(fn)
	}
	return method
}

// checkForeign reports what callers take away right after a stop function
// of another package, and those that do not call it.
func (c *checker) checkForeign() {
	if len(c.foreign) == 0 {
		return
	}
	for _, q := range c.sequels() {
		if q.stop.foreign != nil && c.handedTo(q.stop.foreign, q.closed.what) {
			c.reportForeign(q)
		}
	}
	for _, f := range c.foreign {
		if f.started.Only && f.in.Decl != nil && c.pass.Pkg.Name() != "main" {
			c.checkKept(f)
		}
	}
}

// handedTo reports whether the goroutine of a call was handed what v holds.
func (c *checker) handedTo(f *foreign, v *types.Var) bool {
	for _, i := range f.started.Uses {
		if i >= len(f.Args) {
			continue
		}
		if arg := c.holder(f.Args[i]); arg != nil && (c.comesFrom(arg, v) || c.comesFrom(v, arg)) {
			return true
		}
	}
	return false
}

func (c *checker) reportForeign(q sequel) {
	f, line := q.stop.foreign, c.pass.Fset.Position(q.closed.node.Pos()).Line
	c.out.Report(report.Finding{
		Pos: q.at.Pos(), End: q.at.End(), Category: tornDown,
		Message: report.Fit(fmt.Sprintf("%s does not wait for its goroutine, which may still use %s when that is closed on line %d",
			q.stop.name, types.ExprString(q.closed.expr), line)),
		Related: []analysis.RelatedInformation{
			{Pos: f.Pos(), End: f.End(), Message: "started here"},
			{Pos: q.closed.node.Pos(), End: q.closed.node.End(), Message: "closed here"},
		},
	})
}

// checkKept reports a call whose goroutine nobody stops any more once its
// function returns.
func (c *checker) checkKept(f *foreign) {
	id, blank := c.resultOf(f.siteCall, f.started.Result)
	if blank {
		c.reportLocal(f.siteCall, f.Pos(), f.End(), fmt.Sprintf("the goroutine that %s starts is never stopped (%s would)", f.fn.Name(), stopName(f, f.started.Stop)))
		return
	}
	if id == nil {
		return
	}
	v, ok := c.info.ObjectOf(id).(*types.Var)
	if !ok || v.IsField() || v.Pos() < f.in.Body().Pos() || v.Pos() > f.in.Body().End() {
		return
	}
	stopped, escapes := c.calledOf(f.in, v)
	if f.started.Stop != "" {
		stopped, escapes = c.stoppedIn(f.in, v, f.started.Stop)
	}
	if escapes {
		return
	}
	if len(stopped) == 0 {
		c.reportLocal(f.siteCall, f.Pos(), f.End(), fmt.Sprintf("the goroutine of %q is started here and never stopped (%s would)", v.Name(), stopName(f, f.started.Stop)))
	} else if ret := c.skips(f.siteCall, stopped); ret != nil {
		c.reportLocal(f.siteCall, ret.Pos(), ret.End(), fmt.Sprintf("return leaves the goroutine of %q running (%s stops it on line %d)",
			v.Name(), stopName(f, f.started.Stop), c.pass.Fset.Position(stopped[0]).Line))
	}
}
