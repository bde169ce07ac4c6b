package waitgroupwait

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// A return skips the Wait if control can come from the entry of the
// function to the start of a goroutine and from there to the return, past
// no Wait and with no deferred Wait pending.
//
// For each start of a goroutine the graph is walked from the entry, with
// two bits of state: started, set at the start and cleared by a Wait, and
// deferred, set by defer wg.Wait() and by every literal that holds a Wait
// and is handed to someone. A receive of the goroutine's last words is a
// Wait as well, see joins.go. A branch whose condition also decided whether
// the goroutine was started is taken only the way it was taken then,
// unless a variable in it has been assigned since. A return behind a
// condition on what has been started does not count, see progress.go.
//
// Below the last Wait, which is conditional then, few returns count, see
// unless.go. A start that has failed is none, and who waits for goroutines to
// begin, or only clears up behind them, skips nothing, see gates.go and
// unstarted.go. Some work may be left, see matters.go and firstfailure.go. The
// returns that skip the Waits for one tracker are one finding.

// What a node does to the tracker.
type event uint8

const (
	nothing event = iota
	starts
	waits
	defers
)

type state struct {
	block             *cfg.Block
	started, deferred bool
	around            bool // a Wait under a condition has been passed by, see unless.go
}

type skipFinder struct {
	pass     *analysis.Pass
	lc       *lifecycle.Result
	home     *lifecycle.Func // which starts the goroutines and waits for them
	sites    []lifecycle.Site
	g        *cfg.CFG
	lastWait token.Pos
	counted  map[ast.Node]bool // go statements whose functions call Done
	onlyIfs  bool              // all Waits stand under nothing but ifs
	leaves   map[*cfg.Block]leaving
	matters  func(start ast.Node, out ast.Stmt) bool // see matters.go

	assignments []*ast.Ident      // see assigned; nil if not known yet
	cases       map[ast.Node]bool // see isCase; nil if not known yet
}

// reportSkipped reports the returns of function home that skip the Waits for t.
// It returns whether there are any.
func (c *checker) reportSkipped(t *lifecycle.Tracker, home *lifecycle.Func) bool {
	if c.isGate(t) || c.clearsUp(t, home) {
		return false
	}
	f := &skipFinder{pass: c.pass, lc: c.lc, home: home, sites: t.Sites(), g: c.lc.CFG(home), counted: make(map[ast.Node]bool)}
	if f.g == nil {
		return false
	}
	for _, g := range c.goroutines(t) {
		if _, ok := g.at.(*ast.GoStmt); ok {
			f.counted[g.at] = true
		}
	}
	for _, s := range f.sites {
		if s.Role&lifecycle.Waits != 0 {
			f.lastWait = max(f.lastWait, s.Pos)
		}
	}
	f.onlyIfs, f.leaves = f.underIfs(), f.leavings(t)
	f.matters = func(start ast.Node, out ast.Stmt) bool { return c.matters(t, home, f, start, out) }
	found := f.find()
	if len(found) > 0 {
		c.out.Report(finding(c.pass, t, found))
	}
	return len(found) > 0
}

// A skip is a return that control may reach after a start without a Wait, or
// another statement that leaves the group behind.
type skip struct {
	out   ast.Stmt
	start ast.Node
}

// find returns the returns that skip the Wait, in order, without those that
// a directive silences.
func (f *skipFinder) find() []skip {
	var found []skip
	seen := make(map[ast.Stmt]bool)
	for _, start := range f.starts() {
		for _, out := range f.skips(start) {
			if !seen[out] && !f.excluded(start, out) && !f.leftToCaller(start.node, out) && f.matters(start.node, out) {
				seen[out] = true
				if !f.lc.Directives.Ignored(name, out.Pos()) {
					found = append(found, skip{out, start.node})
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b skip) int { return int(a.out.Pos() - b.out.Pos()) })
	return found
}

// finding is about the first of the returns. They have one cause, and most
// often one cure: a deferred Wait.
func finding(pass *analysis.Pass, t *lifecycle.Tracker, found []skip) report.Finding {
	first := found[0]
	end := first.out.End()
	if ret, ok := first.out.(*ast.ReturnStmt); ok && ret.Results == nil {
		end = ret.Pos() + 1 // it may be the closing brace
	}
	related := []analysis.RelatedInformation{{Pos: first.start.Pos(), End: first.start.End(), Message: "a goroutine is started here"}}
	for _, s := range found[1:] {
		related = append(related, analysis.RelatedInformation{Pos: s.out.Pos(), End: s.out.Pos() + 1, Message: "this " + wayOut(s.out) + " may be reached, too"})
	}
	return report.Finding{
		Pos:      first.out.Pos(),
		End:      end,
		Category: skippedWait,
		Message: fmt.Sprintf("%s may be reached before %q is waited for (goroutines started on line %d may be cut off)",
			wayOut(first.out), t.Var.Name(), pass.Fset.Position(first.start.Pos()).Line),
		Related: related,
	}
}

// wayOut returns the word for a statement that leaves a group behind.
func wayOut(stmt ast.Stmt) string {
	if branch, ok := stmt.(*ast.BranchStmt); ok {
		return branch.Tok.String()
	}
	return "return"
}

// A start is a node that starts a goroutine.
type start struct {
	node  ast.Node
	words map[types.Object]bool // channels on which only this goroutine's end is told
}

// starts returns the nodes that start goroutines, in the order of the graph.
func (f *skipFinder) starts() []start {
	var list []start
	speakers := make(map[types.Object]int)
	for _, b := range f.g.Blocks {
		for _, n := range b.Nodes {
			if !b.Live || f.event(n) != starts {
				continue
			}
			goroutines := 1
			if flow.Loops(f.g, b, nil) {
				goroutines = 2 // or more
			}
			words := f.lastWords(n)
			for ch := range words {
				speakers[ch] += goroutines
			}
			list = append(list, start{n, words})
		}
	}
	for _, s := range list {
		maps.DeleteFunc(s.words, func(ch types.Object, _ bool) bool { return speakers[ch] > 1 })
	}
	return list
}

// skips returns the returns, and what else leaves the group behind, that
// control may reach after a start without a Wait.
func (f *skipFinder) skips(from start) []ast.Stmt {
	passed, bounds := f.passed(from.node), f.bounds(from.node)
	var found []ast.Stmt
	first := state{block: f.g.Blocks[0]}
	seen := map[state]bool{first: true}
	work := []state{first}
	for len(work) > 0 {
		s := work[len(work)-1]
		work = work[:len(work)-1]
		for _, n := range s.block.Nodes {
			s = f.step(s, n, from.node)
			s.started = s.started && (f.isCase(n) || !f.receives(n, from.words))
		}
		out, ends := f.wayOut(s.block)
		if out != nil && s.started && !s.deferred && (out.Pos() < f.lastWait || f.onlyIfs && !s.around) && !slices.Contains(found, out) {
			found = append(found, out)
		}
		if ends {
			continue
		}
		for i, succ := range s.block.Succs {
			started := s.started && !f.takes(flow.Edge{From: s.block, I: i}, from.words)
			next := state{succ, started, s.deferred, s.around || started && f.goesAround(s.block, i, from.node)}
			if s.started && f.excludes(from, passed, bounds, flow.Edge{From: s.block, I: i}) || seen[next] {
				continue
			}
			seen[next] = true
			work = append(work, next)
		}
	}
	return found
}

// wayOut returns the statement at the end of block b that leaves the group
// behind, or nil, and whether control ends there.
func (f *skipFinder) wayOut(b *cfg.Block) (out ast.Stmt, ends bool) {
	if ret := b.Return(); ret != nil {
		return ret, true
	}
	if l, ok := f.leaves[b]; ok {
		return l.branch, true
	}
	return nil, false
}

// excludes reports whether the edge is not taken once start has been.
func (f *skipFinder) excludes(from start, passed []outcome, bounds []bound, e flow.Edge) bool {
	return f.contradicts(passed, e.From, e.I) || f.refused(from.node, e) || f.empty(bounds, e)
}

func (f *skipFinder) step(s state, n, start ast.Node) state {
	switch f.event(n) {
	case starts:
		s.started = s.started || n == start
	case waits:
		s.started = false
	case defers:
		s.deferred = true
	}
	return s
}

// event tells what node n does to the tracker.
//
//	go func() { defer wg.Done() ... }()     starts
//	wg.Go(...), startWorkers(&wg)           starts
//	wg.Wait(), return g.Wait()              waits
//	defer report(g.Wait())                  waits: arguments are evaluated at once
//	defer wg.Wait()                         defers
//	go func() { wg.Wait(); close(ch) }()    defers: someone waits
func (f *skipFinder) event(n ast.Node) event {
	ev := nothing
	_, isGo := n.(*ast.GoStmt)
	if f.counted[n] {
		ev = starts
	}
	d, isDefer := n.(*ast.DeferStmt)
	for _, s := range f.sites {
		if s.Pos < n.Pos() || n.End() <= s.Pos {
			continue
		}
		switch {
		case s.Role&lifecycle.Waits != 0 && (s.Call == nil || s.In != f.home || isGo || isDefer && d.Call == s.Call):
			return defers
		case s.Role&lifecycle.Waits != 0:
			ev = waits
		case isGo, s.Role&lifecycle.Spawns != 0 && s.In == f.home:
			ev = max(ev, starts)
		}
	}
	return ev
}
