package waitgroupdone

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// surplus looks at a local tracker that is marked as done more often than it is
// added to, whichever way its function goes:
//
//	wg.Add(1)
//	go func() { defer wg.Done(); pull() }()
//	go func() { defer wg.Done(); push() }()
//	wg.Wait()
//
// All that adds has to stand in the function and be constant, and all that
// marks has to be sure to. Loops are loop.go's.
func (f *finder) surplus() {
	fn := f.t.Func
	if f.t.Kind != lifecycle.LocalTracker || fn == nil || len(f.adds) == 0 || len(f.waits) == 0 || f.t.Roles()&lifecycle.Keeps != 0 {
		return
	}
	g := f.lc.CFG(fn)
	if g == nil || !f.straight(fn, g) {
		return
	}
	least, ways := maxAdd, 0
	walk := flow.Walk[balance]{Graph: g, Asked: f.tallies.Asked(fn)}
	walk.Node = func(w balance, _ *cfg.Block, n ast.Node) (balance, bool) {
		for _, add := range f.adds {
			if within(n, add.Call.Pos()) {
				w.added = min(maxAdd, w.added+add.N)
			}
		}
		w.marked = min(maxAdd, w.marked+int(f.tallies.Effect(f.t, fn, n).Max))
		return w, true
	}
	walk.End = func(w balance, b *cfg.Block) {
		if b.Return() != nil {
			least, ways = min(least, w.marked-w.added), ways+1
		}
	}
	walk.From(g.Blocks[0], balance{})
	if ways == 0 || least <= 0 || least >= maxAdd {
		return
	}
	times := "once"
	if least > 1 {
		times = fmt.Sprintf("%d times", least)
	}
	add := f.adds[len(f.adds)-1]
	f.out.Report(f.at(add.Call, countMismatch, "%s is added to here, and marked as done %s too often (the counter goes negative)", f.name(), times))
}

// A balance is what has been added and marked on a way.
type balance struct{ added, marked int }

// straight reports whether all Adds of the tracker are constant and stand in
// fn, all that marks it there is sure to, and none of it stands in a loop.
func (f *finder) straight(fn *lifecycle.Func, g *cfg.CFG) bool {
	for _, add := range f.adds {
		b := flow.BlockOf(g, add.Call.Pos())
		if add.In != fn || add.N < 1 || add.N >= maxAdd || b == nil || flow.Loops(g, b, nil) {
			return false
		}
	}
	for _, b := range g.Blocks {
		for _, n := range b.Nodes {
			does := f.tallies.Effect(f.t, fn, n)
			if does.Max == 0 {
				continue
			}
			if does.Kept || does.Min != does.Max || does.Max >= lifecycle.Many || flow.Loops(g, b, nil) {
				return false
			}
		}
	}
	return true
}
