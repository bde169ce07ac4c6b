package waitgroupdone

import (
	"cmp"
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// An Add is unbalanced if control can come from it to a place where the
// counter has to be zero, or where nobody can mark it as done any more, and
// past fewer marks than it adds:
//
//   - Wait, or a return with a Wait pending
//   - a return, if the tracker outlives the function
//   - the Add itself, in the next round of a loop
//
// A mark is a Done, and whatever may lead to one: a goroutine, a func that
// is handed on, a call. Marks that stand before the Add, and belong to no
// other Add, are those of workers that are there already; then there is
// nothing to be said about this one. A loop that marks is trusted to go round
// often enough; loop.go looks at those.
//
// What outlives the function may be marked by anybody. There the way without
// a mark is judged by the others: one that starts a goroutine, or a mark on
// the way to the end where a failure skips it.

// A way is what is known on a way to and from the Add.
type way struct {
	on     bool  // it is past the Add
	left   uint8 // what is not marked as done yet
	credit uint8 // what was added before and is not marked yet
	waits  bool  // a Wait is deferred, or waits in a goroutine
}

// maxCredit stands for any higher number, too.
const maxCredit = 3

// maxAdd is the highest constant that is followed.
const maxAdd = 8

// An ending is where a way ends that is past too few marks.
type ending struct {
	node ast.Node
	left uint8
	kind endKind
}

type endKind uint8

const (
	atAdd endKind = iota
	atReturn
	atWait
)

// A ledger follows one Add through its function.
type ledger struct {
	*finder
	add     lifecycle.Step
	fn      *lifecycle.Func
	g       *cfg.CFG
	effects map[ast.Node]lifecycle.Effect

	endings []ending
	starts  bool // some way marks by a goroutine, or in a deferred call
	marks   bool // some way marks at once
	refuses *ast.CallExpr
	silent  bool // what happens to the tracker is out of sight
}

func (f *finder) unbalanced(add lifecycle.Step) {
	if f.t.Roles()&lifecycle.Keeps != 0 || len(f.waits) == 0 && f.t.Kind == lifecycle.LocalTracker {
		return
	}
	l := &ledger{finder: f, add: add, fn: add.In, g: f.lc.CFG(add.In)}
	if l.g == nil || add.N < 1 || add.N > maxAdd {
		return
	}
	l.follow()
	if l.silent {
		return
	}
	if l.refuses != nil && !l.undone(l.refuses) {
		l.reportRefusal()
		return
	}
	slices.SortFunc(l.endings, func(a, b ending) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.node.Pos(), b.node.Pos()))
	})
	for _, e := range l.endings {
		if l.counts(e) {
			l.report(e)
			return
		}
	}
}

// follow goes all ways from the entry.
func (l *ledger) follow() {
	l.effects = make(map[ast.Node]lifecycle.Effect)
	for _, b := range l.g.Blocks {
		for _, n := range b.Nodes {
			l.effects[n] = l.tallies.Effect(l.t, l.fn, n)
			l.silent = l.silent || l.effects[n].Kept && l.t.Kind == lifecycle.LocalTracker
		}
	}
	if l.silent {
		return
	}
	walk := flow.Walk[way]{Graph: l.g, Asked: l.tallies.Asked(l.fn), Node: l.node, Edge: l.edge}
	walk.End = func(w way, b *cfg.Block) {
		if ret := b.Return(); ret != nil && w.on && w.left > 0 && (w.waits || l.t.Kind != lifecycle.LocalTracker || l.fn != l.t.Func) {
			l.end(ret, w, atReturn)
		}
	}
	walk.From(l.g.Blocks[0], way{})
}

func (l *ledger) end(n ast.Node, w way, kind endKind) {
	for _, e := range l.endings {
		if e.node == n {
			return
		}
	}
	l.endings = append(l.endings, ending{n, w.left, kind})
}

// node follows a way past a node.
func (l *ledger) node(w way, _ *cfg.Block, n ast.Node) (way, bool) {
	does := l.effects[n]
	if does.Kept {
		return w, false
	}
	switch l.waitAt(n) {
	case waitsHere:
		if w.on {
			l.end(n, w, atWait)
			return w, false
		}
	case waitsLater:
		w.waits = true
	}
	if within(n, l.add.Call.Pos()) {
		if w.on {
			l.end(n, w, atAdd)
			return w, false
		}
		w.on, w.left = true, uint8(l.add.N)
	} else if !w.on {
		return l.before(w, n, does)
	}
	if does.Max == 0 {
		return w, true
	}
	if does.Refuses != nil && l.refuses == nil && w.left == 1 {
		l.refuses = does.Refuses
	}
	l.starts = l.starts || does.Starts
	l.marks = l.marks || !does.Starts
	if does.Max >= w.left || does.Max >= lifecycle.Many {
		return w, false
	}
	w.left -= does.Max
	return w, true
}

// before keeps the account of what others add, ahead of the Add.
func (l *ledger) before(w way, n ast.Node, does lifecycle.Effect) (way, bool) {
	for _, add := range l.adds {
		if add.In == l.fn && add.Call != l.add.Call && within(n, add.Call.Pos()) {
			if add.N == 0 {
				w.credit = maxCredit
			}
			w.credit = min(maxCredit, w.credit+uint8(min(add.N, maxCredit)))
		}
	}
	if does.Max > w.credit {
		return w, false
	}
	w.credit -= does.Max
	return w, true
}

// edge does not follow the way out of a loop that marks, unless the Add is in
// it as well, or another Add before this one.
func (l *ledger) edge(w way, e flow.Edge) (way, bool) {
	if w.on && l.tallies.Without(l.t, l.fn, e) {
		return w, false
	}
	if e.I != 1 || e.From.Kind != cfg.KindForLoop && e.From.Kind != cfg.KindRangeLoop {
		return w, true
	}
	loop := e.From.Stmt
	if within(loop, l.add.Call.Pos()) || !l.marksIn(loop) {
		return w, true
	}
	return w, !w.on && slices.ContainsFunc(l.adds, func(s lifecycle.Step) bool { return s.In == l.fn && within(loop, s.Call.Pos()) })
}

func (l *ledger) marksIn(loop ast.Node) bool {
	for n, does := range l.effects {
		if does.Max > 0 && within(loop, n.Pos()) {
			return true
		}
	}
	return false
}

type waitKind uint8

const (
	noWait waitKind = iota
	waitsHere
	waitsLater // deferred, or in a goroutine or literal
)

// waitAt tells whether the node waits for the tracker.
func (f *finder) waitAt(n ast.Node) waitKind {
	_, isDefer := n.(*ast.DeferStmt)
	_, isGo := n.(*ast.GoStmt)
	for _, s := range f.waits {
		if within(n, s.Pos) {
			if isDefer || isGo || s.Call == nil || f.inLiteral(n, s) {
				return waitsLater
			}
			return waitsHere
		}
	}
	return noWait
}

// inLiteral reports whether the site stands in a literal inside the node.
func (f *finder) inLiteral(n ast.Node, s lifecycle.Site) bool {
	return s.In != nil && s.In.Lit != nil && within(n, s.In.Lit.Pos())
}
