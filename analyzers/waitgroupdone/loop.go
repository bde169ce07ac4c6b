package waitgroupdone

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// loop looks at an Add that counts ahead of a loop what the rounds of the
// loop start:
//
//	wg.Add(len(shards))
//	for _, shard := range shards {
//		if shard.empty() {
//			continue // nothing marks this one as done
//		}
//		go func() { defer wg.Done(); shard.flush() }()
//	}
//
// It reports whether the Add belongs to a loop, and so is judged.
func (f *finder) loop(add lifecycle.Step) bool {
	list, at := siblings(add.In.Body(), add.Call)
	if list == nil || len(add.Call.Args) != 1 {
		return false
	}
	var loop ast.Stmt
	for _, stmt := range list[at+1:] {
		if f.mentionsDone(add.In, stmt) {
			loop = stmt
			break
		}
	}
	if loop == nil {
		return false
	}
	if labeled, ok := loop.(*ast.LabeledStmt); ok {
		loop = labeled.Stmt
	}
	rounds, ok := f.rounds(add.In, loop)
	if !ok || f.othersMark(add.In, loop) {
		return false
	}
	counted := f.amount(add.In, add.Call.Args[0])
	r := f.goRound(add.In, loop, f.marks(add.In))
	switch {
	case r.odd:
		return false
	case counted.of == "" && rounds.of != "" && f.marksEach(add.In, loop):
		if r.skips || r.leaves || r.kept || f.more(add) || !f.steady(add, loop) {
			return false
		}
		f.reportRounds(add, counted, loop, rounds)
	case counted.of != rounds.of:
		return !r.skips && !r.leaves && !r.kept && !f.more(add) && f.differs(add, loop)
	case counted.plus != rounds.plus:
		if r.skips || r.leaves || r.kept || f.more(add) || !f.steady(add, loop) {
			return false
		}
		f.reportRounds(add, counted, loop, rounds)
	case r.skips:
		finding := f.at(add.Call, countMismatch, "Add counts %s for %s, but a round of the loop on line %d may start nothing that calls Done", counted, f.name(), f.line(loop.Pos()))
		finding.Related = []analysis.RelatedInformation{{Pos: loop.Pos(), End: loop.Pos() + 3, Message: "the loop is here"}}
		f.out.Report(finding)
	case r.leaves:
		finding := f.at(add.Call, countMismatch, "Add counts %s for %s, but the loop on line %d may be left early (Wait blocks forever)", counted, f.name(), f.line(loop.Pos()))
		finding.Related = []analysis.RelatedInformation{{Pos: loop.Pos(), End: loop.Pos() + 3, Message: "the loop is here"}}
		f.out.Report(finding)
	}
	return true
}

func (f *finder) reportRounds(add lifecycle.Step, counted amount, loop ast.Stmt, rounds amount) {
	finding := f.at(add.Call, countMismatch, "Add counts %s for %s, but the loop on line %d goes round %s times", counted, f.name(), f.line(loop.Pos()), rounds)
	finding.Related = []analysis.RelatedInformation{{Pos: loop.Pos(), End: loop.Pos() + 3, Message: "the loop is here"}}
	f.out.Report(finding)
}

// marksEach reports whether what the loop starts is sure to call Done, and the
// number of its rounds is that of a variable:
//
//	wg.Add(1)
//	for _, shard := range shards {
//		go func() { defer wg.Done(); shard.flush() }()
//	}
func (f *finder) marksEach(fn *lifecycle.Func, loop ast.Stmt) bool {
	if over, ok := loop.(*ast.RangeStmt); ok {
		switch ast.Unparen(over.X).(type) {
		case *ast.Ident, *ast.SelectorExpr:
		default:
			return false
		}
	}
	sure := true
	for _, b := range f.lc.CFG(fn).Blocks {
		for _, n := range b.Nodes {
			if within(loop, n.Pos()) {
				does := f.tallies.Effect(f.t, fn, n)
				sure = sure && does.Min == does.Max
			}
		}
	}
	return sure
}

// more reports whether there is another Add in the function.
func (f *finder) more(add lifecycle.Step) bool {
	return slices.ContainsFunc(f.adds, func(s lifecycle.Step) bool {
		return s.Call != add.Call && s.In != nil && outermost(s.In) == outermost(add.In)
	})
}

// mentionsDone reports whether something in the statement may mark the
// tracker as done.
func (f *finder) mentionsDone(fn *lifecycle.Func, stmt ast.Stmt) bool {
	for _, b := range f.lc.CFG(fn).Blocks {
		for _, n := range b.Nodes {
			if within(stmt, n.Pos()) && f.tallies.Effect(f.t, fn, n).Max > 0 {
				return true
			}
		}
	}
	return false
}

// othersMark reports whether something in the function, but outside the loop,
// may mark the tracker as done.
func (f *finder) othersMark(fn *lifecycle.Func, loop ast.Stmt) bool {
	for _, b := range f.lc.CFG(fn).Blocks {
		for _, n := range b.Nodes {
			if b.Live && !within(loop, n.Pos()) && f.tallies.Effect(f.t, fn, n).Max > 0 {
				return true
			}
		}
	}
	return false
}

// A round tells how the rounds of a loop may go.
type round struct {
	skips  bool // one comes to its end past no mark
	leaves bool // one leaves the loop before its time
	kept   bool // a mark is handed to code that is not known
	odd    bool // one marks more than once
}

// A counter tells how often a node does what is counted, at most, and whether
// more may come of it out of sight.
type counter func(n ast.Node) (times uint8, kept bool)

// marks counts what marks the tracker as done.
func (f *finder) marks(fn *lifecycle.Func) counter {
	elsewhere := f.marksElsewhere(fn)
	return func(n ast.Node) (uint8, bool) {
		does := f.tallies.Effect(f.t, fn, n)
		if _, sends := n.(*ast.SendStmt); sends && elsewhere && does.Max == 0 {
			return 1, true // whoever receives it may mark it
		}
		return does.Max, does.Kept
	}
}

// marksElsewhere reports whether a function calls Done that has nothing to do
// with fn: a worker that is there already.
func (f *finder) marksElsewhere(fn *lifecycle.Func) bool {
	return slices.ContainsFunc(f.dones, func(d lifecycle.Step) bool {
		return d.In != nil && outermost(d.In) != outermost(fn)
	})
}

// goRound goes all ways through one round.
func (f *finder) goRound(fn *lifecycle.Func, loop ast.Stmt, count counter) round {
	var r round
	g := f.lc.CFG(fn)
	walk := flow.Walk[uint8]{Graph: g, Asked: f.tallies.Asked(fn)}
	walk.Node = func(marks uint8, _ *cfg.Block, n ast.Node) (uint8, bool) {
		times, kept := count(n)
		r.kept = r.kept || kept
		r.odd = r.odd || marks+times > 1
		return min(lifecycle.Many, marks+times), true
	}
	walk.Edge = func(marks uint8, e flow.Edge) (uint8, bool) {
		to := e.To()
		switch {
		case to.Stmt == loop && isHead(to):
			r.skips = r.skips || marks == 0
			return 0, false
		case to.Stmt == loop && (to.Kind == cfg.KindForDone || to.Kind == cfg.KindRangeDone):
			r.leaves = true
			return 0, false
		}
		return marks, true
	}
	walk.End = func(_ uint8, b *cfg.Block) {
		if b.Return() != nil && f.pending(fn) {
			r.leaves = true
		}
	}
	for _, b := range g.Blocks {
		if b.Live && b.Stmt == loop && (b.Kind == cfg.KindForBody || b.Kind == cfg.KindRangeBody) {
			walk.From(b, 0)
		}
	}
	return r
}

// isHead reports whether the block is where a round of a loop ends.
func isHead(b *cfg.Block) bool {
	return b.Kind == cfg.KindForLoop || b.Kind == cfg.KindForPost || b.Kind == cfg.KindRangeLoop
}

// pending reports whether a return leaves someone who waits for the tracker:
// a deferred Wait, one in a goroutine or in another function.
func (f *finder) pending(fn *lifecycle.Func) bool {
	if f.t.Kind != lifecycle.LocalTracker || fn != f.t.Func {
		return true
	}
	for _, b := range f.lc.CFG(fn).Blocks {
		for _, n := range b.Nodes {
			if b.Live && f.waitAt(n) == waitsLater {
				return true
			}
		}
	}
	return false
}
