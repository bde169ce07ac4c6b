package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// checkContexts reports the calls that clean up with a context that is done.
func (c *checker) checkContexts() {
	roots := make(map[*lifecycle.Func]bool)
	for cur := range c.insp.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if c.contextArg(call) == nil || c.lc.Directives.InTest(call.Pos()) {
			continue
		}
		if c.helper(call) != nil {
			if f := c.lc.Enclosing(cur); f != nil {
				roots[outermost(f)] = true
			}
			continue
		}
		if !lifecycle.CleansUp(flow.CalledName(call)) {
			continue
		}
		if fn, f := c.cleans(call), c.lc.Enclosing(cur); fn != nil && f != nil {
			c.addUse(f, call)
			c.checkBorrowed(call, fn, f)
			roots[outermost(f)] = true
		}
	}
	if len(roots) == 0 {
		return
	}
	for cur := range c.insp.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if to := c.lc.Callee(call); to.Func != nil && len(c.uses[to.Func]) > 0 {
			if f := c.lc.Enclosing(cur); f != nil {
				roots[outermost(f)] = true
			}
		}
	}
	for _, f := range c.lc.Funcs() {
		if roots[f] && !c.lc.Directives.InTest(f.Pos()) {
			c.replay(c.newScan(f, nil))
		}
	}
}

// importsContexts reports whether the package can have a context in hand.
func (c *checker) importsContexts() bool {
	return slices.ContainsFunc(c.pass.Pkg.Imports(), func(p *types.Package) bool {
		return p.Path() == "context" || p.Path() == "net/http"
	})
}

func outermost(f *lifecycle.Func) *lifecycle.Func {
	for f.Parent != nil {
		f = f.Parent
	}
	return f
}

// A use is what a function does with a context that it is handed or has
// captured: it cleans up with it.
type use struct {
	cleanup *types.Func
	arg     ast.Expr // the context that it captures
	param   int      // or the index of its parameter, if not negative
}

// addUse notes that f cleans up with a context that is not its own.
func (c *checker) addUse(f *lifecycle.Func, call *ast.CallExpr) {
	arg := c.contextArg(call)
	u := use{cleanup: c.cleans(call), arg: arg, param: -1}
	if p, ok := c.placeOf(arg); ok && captures(f, p.root) {
		c.uses[f] = append(c.uses[f], u)
		return
	}
	p, ok := c.origin(arg)
	if !ok || c.pairs().odd[p.root] {
		return
	}
	if captures(f, p.root) {
		c.uses[f] = append(c.uses[f], u)
		return
	}
	if p.path != "" {
		return
	}
	i := 0
	for _, field := range f.Type().Params.List {
		for _, name := range field.Names {
			if c.pass.TypesInfo.Defs[name] == p.root {
				u.param = i
				c.uses[f] = append(c.uses[f], u)
			}
			i++
		}
	}
}

// captures reports whether v belongs to a function around literal f.
func captures(f *lifecycle.Func, v types.Object) bool {
	return f.Lit != nil && (v.Pos() < f.Pos() || f.Body().End() <= v.Pos())
}

// origin returns the context that e derives from, as far as local variables
// tell.
func (c *checker) origin(e ast.Expr) (place, bool) {
	for range 8 {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			call, ok = ast.Unparen(c.initial(e)).(*ast.CallExpr)
		}
		if ok {
			if parent, ok := c.derives(call); ok {
				e = parent
				continue
			}
		}
		break
	}
	return c.placeOf(e)
}

// replay goes through a function once it is known what is done where.
func (c *checker) replay(s *scan) {
	if s == nil {
		return
	}
	for _, b := range s.g.Blocks {
		if !b.Live || !s.known[b.Index] {
			continue
		}
		st := s.in[b.Index]
		for i, n := range b.Nodes {
			if _, ok := n.(*ast.DeferStmt); ok {
				s.visit(n, s.deferred(b, i, st))
			} else {
				s.visit(n, st)
			}
			st = s.after(n, st)
		}
	}
}

// visit looks at the calls in n, and into its literals: what is done when one
// is made is done when it runs.
func (s *scan) visit(n ast.Node, st state) {
	flow.Calls(n, func(call *ast.CallExpr, _ flow.How) { s.check(call, st) })
	ast.Inspect(n, func(n ast.Node) bool {
		entry := st
		switch n := n.(type) {
		case *ast.CallExpr:
			if lit, p, ok := s.afterFunc(n); ok {
				s.replay(s.newScan(lit, st.with(p, n.Pos())))
				return false
			}
		case *ast.FuncLit:
			s.replay(s.newScan(s.lc.Value(n).Func, entry))
			return false
		}
		return true
	})
}

// afterFunc returns the literal that a call of context.AfterFunc runs, and
// the context that is done by then.
func (c *checker) afterFunc(call *ast.CallExpr) (*lifecycle.Func, place, bool) {
	fn := c.callee(call)
	if fn == nil || fn.FullName() != "context.AfterFunc" || len(call.Args) != 2 {
		return nil, place{}, false
	}
	p, ok := c.placeOf(call.Args[0])
	f := c.lc.Value(call.Args[1]).Func
	return f, p, ok && f != nil && f.Lit != nil && ast.Unparen(call.Args[1]) == f.Lit
}

// check looks at one call.
func (s *scan) check(call *ast.CallExpr, st state) {
	if len(st) == 0 {
		return
	}
	if fn := s.cleans(call); fn != nil {
		arg := s.contextArg(call)
		if at, dead := s.dead(arg, st); dead && s.tellsOfFailure(fn) && !s.cutsShort(arg, at) {
			s.reportDead(call, arg, at, s.given(fn))
		}
		return
	}
	if fn := s.helper(call); fn != nil {
		if at, dead := s.dead(call.Args[0], st); dead {
			s.reportDead(call, call.Args[0], at, report.Fit(s.name(fn)+" is given a context that is already cancelled", "(it cleans up with it)"))
		}
		return
	}
	to := s.lc.Callee(call)
	if _, lit := ast.Unparen(call.Fun).(*ast.FuncLit); lit || to.Func == nil {
		return // a literal that is called on the spot is looked into
	}
	for _, u := range s.uses[to.Func] {
		var arg ast.Expr // at the call; what is captured is not there to be mended
		e := u.arg
		if u.param >= 0 {
			if u.param >= len(call.Args) {
				continue
			}
			arg = call.Args[u.param]
			e = arg
		}
		if at, dead := s.dead(e, st); dead {
			s.reportDead(call, arg, at, report.Fit(flow.CalledName(call)+" hands on a context that is already cancelled", "(to "+s.name(u.cleanup)+")"))
			return
		}
	}
}

func (c *checker) name(fn *types.Func) string { return lifecycle.FuncName(fn, c.pass.Pkg) }

// given words the finding about a call.
func (c *checker) given(fn *types.Func) string {
	consequence := "(it fails at once)"
	if lifecycle.Drains(fn.Name()) {
		consequence = "(it returns at once)"
	}
	return report.Fit(c.name(fn)+" is given a context that is already cancelled", consequence)
}

func (c *checker) reportDead(call *ast.CallExpr, arg ast.Expr, at token.Pos, message string) {
	pos, end := call.Pos(), call.End()
	if arg != nil {
		pos, end = arg.Pos(), arg.End()
	}
	f := report.Finding{Pos: pos, End: end, Category: deadContext, Message: message}
	if at != pos {
		f.Related = []analysis.RelatedInformation{{Pos: at, Message: "it is cancelled from here on"}}
	}
	if arg != nil {
		f.Fixes = c.detach(arg)
	}
	c.out.Report(f)
}
