package waitgroupwait

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A checker looks at the trackers of one package. What it asks about the
// whole package it finds out when it is first asked.
type checker struct {
	pass *analysis.Pass
	lc   *lifecycle.Result
	out  *report.Reporter

	spawned []goroutine              // by go statements; nil if not known yet
	starts  map[*lifecycle.Func]bool // what they run
	byVar   map[*types.Var]*lifecycle.Tracker
	firing  map[*lifecycle.Func][]firing
	index   *signals.Index
	told    map[*types.TypeName]bool // types whose tracker nobody waits for
}

// A goroutine is one that a tracker counts.
type goroutine struct {
	at   ast.Node        // the go statement, or the call of Go
	from *lifecycle.Func // the function that starts it
	fn   *lifecycle.Func // what it runs
	goes bool            // it is started by Go, which counts it off
}

// goroutines returns the goroutines that t counts and whose functions are in
// sight: those that Go starts, and those that call Done.
func (c *checker) goroutines(t *lifecycle.Tracker) []goroutine {
	var list []goroutine
	sites := t.Sites()
	for _, s := range sites {
		if s.Role&lifecycle.Spawns == 0 || s.Call == nil || s.In == nil {
			continue
		}
		if arg, ok := c.lc.SpawnArg(s.Call); ok {
			if to := c.lc.Value(arg); to.Func != nil && to.Func.Body() != nil {
				list = append(list, goroutine{s.Call, s.In, to.Func, true})
			}
		}
	}
	for _, g := range c.goStatements() {
		if _, ok := c.dones(sites, g); ok {
			list = append(list, g)
		}
	}
	return list
}

// goStatements returns the goroutines of the package that go statements start.
func (c *checker) goStatements() []goroutine {
	if c.spawned == nil {
		c.spawned, c.starts = make([]goroutine, 0), make(map[*lifecycle.Func]bool)
		insp := c.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
		for cur := range insp.Root().Preorder((*ast.GoStmt)(nil)) {
			stmt := cur.Node().(*ast.GoStmt)
			to, from := c.lc.Callee(stmt.Call), c.lc.Enclosing(cur)
			if to.Func != nil && to.Func.Body() != nil && from != nil {
				c.spawned = append(c.spawned, goroutine{at: stmt, from: from, fn: to.Func})
				c.starts[to.Func] = true
			}
		}
	}
	return c.spawned
}

// dones returns the places in the function of g where it is counted off, of
// those sites or of a parameter that stands for their tracker. It reports
// false if there are none.
func (c *checker) dones(sites []lifecycle.Site, g goroutine) ([]lifecycle.Site, bool) {
	var list []lifecycle.Site
	for _, s := range sites {
		if s.Role&lifecycle.Done != 0 && c.runsIn(s.In, g.fn) {
			list = append(list, s)
		}
	}
	stmt, ok := g.at.(*ast.GoStmt)
	if !ok {
		return list, len(list) > 0
	}
	for _, s := range sites {
		if s.Call != stmt.Call || s.Role&lifecycle.Done == 0 {
			continue
		}
		for _, param := range c.trackerParams(g.fn) {
			inner, _ := c.dones(param.Sites(), goroutine{fn: g.fn})
			list = append(list, inner...)
		}
	}
	return list, len(list) > 0
}

// runsIn reports whether code of function in runs in fn: it is fn, or a
// literal in it that no go statement starts.
func (c *checker) runsIn(in, fn *lifecycle.Func) bool {
	c.goStatements()
	for ; in != nil && in != fn; in = in.Parent {
		if c.starts[in] {
			return false
		}
	}
	return in != nil
}

// trackerParams returns the trackers that are parameters of fn.
func (c *checker) trackerParams(fn *lifecycle.Func) []*lifecycle.Tracker {
	if c.byVar == nil {
		c.byVar = make(map[*types.Var]*lifecycle.Tracker)
		for _, t := range slices.Concat(c.lc.Trackers(), c.lc.OwnTrackers()) {
			c.byVar[t.Var] = t
		}
	}
	var list []*lifecycle.Tracker
	for _, name := range paramNames(fn.Type()) {
		if v, ok := c.pass.TypesInfo.Defs[name].(*types.Var); ok && c.byVar[v] != nil {
			list = append(list, c.byVar[v])
		}
	}
	return list
}

// deferring returns the defer statement of fn whose call, or whose literal,
// holds the node, or nil.
func (c *checker) deferring(fn *lifecycle.Func, n ast.Node) *ast.DeferStmt {
	g := c.lc.CFG(fn)
	if g == nil {
		return nil
	}
	for _, b := range g.Blocks {
		for _, node := range b.Nodes {
			d, ok := node.(*ast.DeferStmt)
			if !ok || n.Pos() < d.Pos() || d.End() <= n.Pos() {
				continue
			}
			for _, arg := range d.Call.Args {
				if arg.Pos() <= n.Pos() && n.Pos() < arg.End() {
					return nil // evaluated at once, or by someone else
				}
			}
			return d
		}
	}
	return nil
}

func isEnd(b *cfg.Block) bool { return b.Kind != cfg.KindSelectAfterCase }

// line returns the line of a node, for a message.
func (c *checker) line(n ast.Node) int { return c.pass.Fset.Position(n.Pos()).Line }
