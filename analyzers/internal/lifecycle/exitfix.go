package lifecycle

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// How functions get their exits: by two fix-points, one after the other,
// each of which only ever adds functions, so that neither the order of the
// functions nor a cycle among them matters. The first finds those that
// always exit, from the roots up. The second finds, among the others, those
// that exit on error: they call one that always exits behind the test of an
// error, or one that itself exits on error.

// An exitSite is a call in a function that ends the process, if the callee
// turns out to do that.
type exitSite struct {
	call *ast.CallExpr
	to   Target

	placed bool
	block  *cfg.Block // nil if the call does not count: dead, spawned, allowed
	how    flow.How

	guarded      bool
	tested, mode bool // what the guards of the block are; mode rules an exit on error out
	strong       bool // there is an error, and not an ok or a nil
}

// settleExits decides how the functions end the process that have sites.
func (r *Result) settleExits(sites map[*Func][]*exitSite) {
	r.settle(sites, Always)
	if r.findLevels(sites) {
		r.settle(sites, Always)
	}
	r.settle(sites, OnError)
	for _, f := range r.funcs {
		if f.exit.Kind != NoExit && !f.exit.Root && !f.byLevel {
			f.via = r.reasons(f, sites[f], f.exit.Kind)
		}
	}
	r.findWeak()
}

// settle finds the functions that end the process in one way.
func (r *Result) settle(sites map[*Func][]*exitSite, kind ExitKind) {
	var work []*Func
	for _, f := range r.funcs {
		if sites[f] != nil {
			work = append(work, f)
		}
	}
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		if f.exit.Kind != NoExit || !r.exits(f, sites[f], kind) {
			continue
		}
		f.exit = Exit{Kind: kind, Module: r.module()}
		work = append(work, f.callers...)
	}
}

// exits reports whether f ends the process in the given way, as far as
// its callees are known.
func (r *Result) exits(f *Func, sites []*exitSite, kind ExitKind) bool {
	reasons := r.reasons(f, sites, kind)
	if kind == OnError || len(reasons) == 0 {
		return len(reasons) > 0
	}
	sure := make(map[*cfg.Block]bool)
	for _, s := range reasons {
		if s.how != flow.MayRun {
			sure[s.block] = true
		}
	}
	return flow.Inevitable(r.CFG(f), func(b *cfg.Block) bool { return sure[b] }, r.endsInPanic)
}

// reasons returns the sites of f on which an exit of the given kind rests.
func (r *Result) reasons(f *Func, sites []*exitSite, kind ExitKind) []*exitSite {
	var reasons []*exitSite
	for _, s := range sites {
		callee := r.targetExit(s.to, r.Directives.InTest(s.call.Pos())).Kind
		if callee == NoExit || kind == Always && callee != Always || !r.place(f, s) {
			continue
		}
		if kind == OnError {
			r.guard(f, s)
			if s.mode || callee == Always && !s.tested || callee == OnError && !r.takesOver(s) {
				continue
			}
		}
		reasons = append(reasons, s)
	}
	return reasons
}

// place finds the block of a site and reports whether the call counts.
func (r *Result) place(f *Func, s *exitSite) bool {
	if s.placed {
		return s.block != nil
	}
	s.placed = true
	if r.allowed(f, s.call.Pos()) {
		return false
	}
	b := flow.BlockOf(r.CFG(f), s.call.Pos())
	if b == nil {
		return false // dead code
	}
	for _, n := range b.Nodes {
		if n.Pos() <= s.call.Pos() && s.call.Pos() < n.End() {
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				if call == s.call {
					s.how = how
				}
			})
		}
	}
	if s.how != flow.Spawned { // else it is not on this goroutine
		s.block = b
	}
	return s.block != nil
}

// guard finds out what the guards of a site test.
func (r *Result) guard(f *Func, s *exitSite) {
	if s.guarded {
		return
	}
	s.guarded = true
	guards := flow.Guards(r.CFG(f), f.Body(), s.block)
	s.strong = len(guards) == 1 && r.testsAny(guards[0])
	for _, g := range guards {
		switch r.guardKind(g) {
		case modeGuard, panicGuard:
			s.mode = true
		case errorGuard:
			s.tested, s.strong = true, true
		case okGuard:
			s.tested = true
		}
	}
}

// endsInPanic reports whether a block without successor ends in a call of
// the builtin panic.
func (r *Result) endsInPanic(b *cfg.Block) bool {
	if len(b.Nodes) == 0 {
		return false
	}
	stmt, ok := b.Nodes[len(b.Nodes)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && r.info.Uses[id] == types.Universe.Lookup("panic")
}
