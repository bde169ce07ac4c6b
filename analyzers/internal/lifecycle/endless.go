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
	kind  Ending
	pos   token.Pos
	in    *Func    // that has the loop or select; nil if it is in another package
	cause ast.Node // the first use of a silent signal that it rests on, or nil
}

// findEndless marks the endless functions of the package. It starts from
// those with a loop of their own and goes on to their callers, which only
// ever adds functions.
func (r *Result) findEndless() {
	r.endings = &Endings{Result: r, traps: make(map[*Func]trap), mayLoop: make(map[*Func]trap)}
	var work []*Func
	for _, f := range r.funcs {
		if f.endLoop || f.blocks != nil || r.callsEndless(f) {
			work = append(work, f)
		}
	}
	r.endings.settle(work)
}

// settle looks for the traps of the functions, and of those that call what
// has one.
func (e *Endings) settle(work []*Func) {
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		if e.traps[f].kind != MayEnd {
			continue
		}
		if t := e.findTrap(f); t.kind != MayEnd {
			e.traps[f] = t
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
	t := r.endings.trapOf(to)
	return t.kind, t.pos
}

// EndlessIn returns the function of this package with the loop or select
// that the target never leaves, or nil.
func (r *Result) EndlessIn(to Target) *Func { return r.endings.trapOf(to).in }

// trapOf returns what keeps the target from ending.
func (e *Endings) trapOf(to Target) trap {
	switch {
	case to.Func != nil:
		return e.traps[to.Func]
	case to.Obj != nil:
		return trap{kind: e.imported(to.Obj).Endless}
	}
	return trap{}
}

// findTrap returns the first of the places that keep f from ending, or
// none if f may end.
func (e *Endings) findTrap(f *Func) trap {
	g := e.CFG(f)
	if g == nil {
		return trap{}
	}
	stuck := e.stuckBlocks(f, g)
	cut := func(edge flow.Edge) bool {
		return stuck[edge.From.Index].kind != MayEnd || e.neverTaken(edge) || e.silent.closes(edge) != nil
	}
	reached := flow.Reachable(g, g.Blocks[0], cut)
	var first trap
	leaves := false
	for _, b := range g.Blocks {
		if !reached[b.Index] {
			continue
		}
		t := stuck[b.Index]
		if t.kind == MayEnd {
			leaves = leaves || e.leaves(f, b)
			t = e.trapAt(f, b)
			if t.kind == LoopsForever && !flow.Loops(g, b, cut) {
				continue
			}
		}
		if t.kind != MayEnd && (first.kind == MayEnd || t.pos < first.pos) {
			first = t
		}
	}
	if first.kind == MayEnd || e.handlesSignals(f) {
		return trap{}
	}
	if leaves {
		e.passesBy(f, g, first, reached, cut)
		return trap{}
	}
	if first.cause == nil {
		first.cause = e.wayOut(f, g, reached, cut)
	}
	return first
}

// stuckBlocks returns, by block index, what in the block never comes to its
// end: a call of an endless function, or a receive from a silent channel.
func (e *Endings) stuckBlocks(f *Func, g *cfg.CFG) []trap {
	stuck := make([]trap, len(g.Blocks))
	for _, b := range g.Blocks {
		for _, n := range b.Nodes {
			if stuck[b.Index].kind != MayEnd {
				break
			}
			if recv := e.silent.blocks(n); recv != nil {
				stuck[b.Index] = trap{BlocksForever, recv.Pos(), f, recv}
				break
			}
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				if how != flow.Runs || stuck[b.Index].kind != MayEnd {
					return
				}
				if e.silent != nil && e.silent.calls[call] {
					stuck[b.Index] = trap{LoopsForever, call.Pos(), f, call}
				} else if t := e.trapOf(e.Callee(call)); t.kind != MayEnd {
					t.pos = cmp.Or(t.pos, call.Pos())
					stuck[b.Index] = t
				}
			})
		}
	}
	return stuck
}

// trapAt returns the endless loop that starts with block b, or the select
// without cases that ends it.
func (e *Endings) trapAt(f *Func, b *cfg.Block) trap {
	if pos := e.loopHead(b); pos.IsValid() {
		return trap{LoopsForever, pos, f, nil}
	}
	if t := e.silent.endsIn(b); t.kind != MayEnd {
		t.in = f
		return t
	}
	if len(f.blocks) == 0 || len(b.Succs) > 0 || b.Kind == cfg.KindSelectAfterCase || e.endsInNoReturn(b) {
		return trap{} // no case of a select is left, or a call does not return
	}
	for _, s := range f.blocks {
		if e.follows(s, b) {
			return trap{BlocksForever, s.Pos(), f, nil}
		}
	}
	return trap{}
}
