package lifecycle

import (
	"cmp"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A function is endless if control can come to a place in it that it
// never leaves, and to no return: then nothing that happens outside can
// end it.
//
//	for { work(); time.Sleep(d) }
//	for range ticker.C { work() }        // Stop does not close the channel
//	select {}
//	defer wg.Done(); s.loop()            // if loop is endless
//
// What ends a function is in waysout.go, what makes a loop endless in
// loops.go.

// Ending tells whether a function can come to its end.
type Ending uint8

const (
	MayEnd        Ending = iota
	LoopsForever         // it comes to a loop that it never leaves
	BlocksForever        // it comes to a select without cases
)

// A trap is what control never leaves. The zero trap is none.
type trap struct {
	kind Ending
	pos  token.Pos
}

// findEndless marks the endless functions of the package. It starts from
// those with a loop of their own and goes on to their callers, which only
// ever adds functions.
func (r *Result) findEndless() {
	var work []*Func
	for _, f := range r.funcs {
		if f.endLoop || f.blocks != nil || r.callsEndless(f) {
			work = append(work, f)
		}
	}
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		if f.trap.kind != MayEnd {
			continue
		}
		if f.trap = r.findTrap(f); f.trap.kind != MayEnd {
			work = append(work, f.callers...)
		}
	}
}

// callsEndless reports whether f calls an endless function of another
// package.
func (r *Result) callsEndless(f *Func) bool {
	for _, call := range f.calls {
		if to := r.Callee(call); to.Func == nil && to.Obj != nil && r.imported(to.Obj).Endless != MayEnd {
			return true
		}
	}
	return false
}

// Endless tells whether the target never returns once it runs, however
// the rest of the program acts. If so, at is the loop or select that it
// does not leave, or NoPos if that is in another package.
func (r *Result) Endless(to Target) (end Ending, at token.Pos) {
	switch {
	case to.Func != nil:
		return to.Func.trap.kind, to.Func.trap.pos
	case to.Obj != nil:
		return r.imported(to.Obj).Endless, token.NoPos
	}
	return MayEnd, token.NoPos
}

// findTrap returns the first of the places that keep f from ending, or
// none if f may end.
func (r *Result) findTrap(f *Func) trap {
	g := r.CFG(f)
	if g == nil {
		return trap{}
	}
	stuck := r.stuckCalls(g)
	cut := func(e flow.Edge) bool { return stuck[e.From.Index].kind != MayEnd || r.neverTaken(e) }
	reached := flow.Reachable(g, g.Blocks[0], cut)
	var first trap
	for _, b := range g.Blocks {
		if !reached[b.Index] {
			continue
		}
		t := stuck[b.Index]
		if t.kind == MayEnd {
			if r.leaves(f, b) {
				return trap{}
			}
			t = r.trapAt(f, b)
			if t.kind == LoopsForever && !flow.Loops(g, b, cut) {
				continue
			}
		}
		if t.kind != MayEnd && (first.kind == MayEnd || t.pos < first.pos) {
			first = t
		}
	}
	if first.kind != MayEnd && r.handlesSignals(f) {
		return trap{}
	}
	return first
}

// stuckCalls returns, by block index, the call in the block that never
// returns because its callee is endless.
func (r *Result) stuckCalls(g *cfg.CFG) []trap {
	stuck := make([]trap, len(g.Blocks))
	for _, b := range g.Blocks {
		for _, n := range b.Nodes {
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				if how != flow.Runs || stuck[b.Index].kind != MayEnd {
					return
				}
				if end, at := r.Endless(r.Callee(call)); end != MayEnd {
					stuck[b.Index] = trap{end, cmp.Or(at, call.Pos())}
				}
			})
		}
	}
	return stuck
}

// trapAt returns the endless loop that starts with block b, or the select
// without cases that ends it.
func (r *Result) trapAt(f *Func, b *cfg.Block) trap {
	if pos := r.loopHead(b); pos.IsValid() {
		return trap{LoopsForever, pos}
	}
	if len(f.blocks) == 0 || len(b.Succs) > 0 || b.Kind == cfg.KindSelectAfterCase || r.endsInNoReturn(b) {
		return trap{} // no case of a select is left, or a call does not return
	}
	for _, s := range f.blocks {
		if r.follows(s, b) {
			return trap{BlocksForever, s.Pos()}
		}
	}
	return trap{}
}
