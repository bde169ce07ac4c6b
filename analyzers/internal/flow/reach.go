package flow

import "golang.org/x/tools/go/cfg"

// An Edge is the i-th way out of a block.
type Edge struct {
	From *cfg.Block
	I    int
}

// To returns the block that the edge leads to.
func (e Edge) To() *cfg.Block { return e.From.Succs[e.I] }

// Reachable returns, by block index, what control can reach from block
// from, which counts as reached. An edge for which cut returns true is
// not followed; cut may be nil.
func Reachable(g *cfg.CFG, from *cfg.Block, cut func(Edge) bool) []bool {
	seen := make([]bool, len(g.Blocks))
	seen[from.Index] = true
	work := []*cfg.Block{from}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for i, succ := range b.Succs {
			if !seen[succ.Index] && (cut == nil || !cut(Edge{b, i})) {
				seen[succ.Index] = true
				work = append(work, succ)
			}
		}
	}
	return seen
}

// Loops reports whether control that leaves block b can come back to it.
func Loops(g *cfg.CFG, b *cfg.Block, cut func(Edge) bool) bool {
	for i, succ := range b.Succs {
		if cut != nil && cut(Edge{b, i}) {
			continue
		}
		if Reachable(g, succ, cut)[b.Index] {
			return true
		}
	}
	return false
}

// Inevitable reports whether control that enters the graph meets a block
// for which hit returns true on every path, as long as bounded loops end
// and nothing panics. A loop without a condition may never end, so what
// comes after it is not inevitable, nor is what only some rounds meet.
//
// It is a least fix-point: a block is inevitable if it hits, or if all
// that may follow is inevitable. Of the head of a bounded loop only the
// way out counts, as long as no round of it leaves the function. A block
// that a panic or a select without a default leaves without a successor
// does not count against the others.
func Inevitable(g *cfg.CFG, hit, neutral func(*cfg.Block) bool) bool {
	if avoids(g, hit, neutral) {
		return false
	}
	sure := make([]bool, len(g.Blocks))
	vacuous := make([]bool, len(g.Blocks))
	for changed := true; changed; {
		changed = false
		for _, b := range g.Blocks {
			if sure[b.Index] || vacuous[b.Index] || !b.Live {
				continue
			}
			switch {
			case hit(b):
				sure[b.Index], changed = true, true
			case len(b.Succs) == 0:
				if b.Kind == cfg.KindSelectAfterCase || neutral(b) {
					vacuous[b.Index], changed = true, true
				}
			default:
				s, v := follow(b, sure, vacuous)
				sure[b.Index], vacuous[b.Index] = s, v
				changed = changed || s || v
			}
		}
	}
	return sure[0]
}

// avoids reports whether control can come to an end of the function
// without a hit, be it from within a loop.
func avoids(g *cfg.CFG, hit, neutral func(*cfg.Block) bool) bool {
	reached := Reachable(g, g.Blocks[0], func(e Edge) bool { return hit(e.From) })
	for _, b := range g.Blocks {
		if reached[b.Index] && len(b.Succs) == 0 && b.Kind != cfg.KindSelectAfterCase && !hit(b) && !neutral(b) {
			return true
		}
	}
	return false
}

// follow judges a block by what comes after it.
func follow(b *cfg.Block, sure, vacuous []bool) (isSure, isVacuous bool) {
	succs := b.Succs
	if len(succs) == 2 && (succs[1].Kind == cfg.KindForDone || succs[1].Kind == cfg.KindRangeDone) &&
		(b.Kind == cfg.KindForLoop || b.Kind == cfg.KindRangeLoop) {
		succs = succs[1:]
	}
	isVacuous = true
	for _, succ := range succs {
		if !sure[succ.Index] && !vacuous[succ.Index] {
			return false, false
		}
		isVacuous = isVacuous && vacuous[succ.Index]
	}
	return !isVacuous, isVacuous
}
