package exitskipsdefer

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A deferred call is pending at an exit if control can come from the defer
// statement to the exit, and has not done on the way what the deferred call
// would do:
//
//	defer os.RemoveAll(dir)
//	...
//	os.RemoveAll(dir)
//	os.Exit(1)
//
// Each effect of each deferred call is followed on its own, from its defer
// statement, up to the calls that have the same effect on the same variable.
// What an exit does itself counts too: a helper that cleans up before it
// calls os.Exit, and the Fatal of a logger, which flushes that logger.
//
// A call that exits on error must have the deferred call behind it on every
// path; one that always exits, on some path that conditions do not exclude.

// A deferral is one effect of one deferred call.
type deferral struct {
	stmt *ast.DeferStmt
	effect
}

// A skip is an exit and the most important of what it skips.
type skip struct {
	in       *lifecycle.Func
	call     *ast.CallExpr
	exit     lifecycle.Exit
	how      flow.How
	deferral deferral
	alone    bool // nothing else is skipped
}

type walker struct {
	*checker
	f     *lifecycle.Func
	g     *cfg.CFG
	exits map[*ast.CallExpr]lifecycle.Exit
	does  map[*ast.CallExpr][]effect // what the calls on the way do
}

// skips returns the exits that skip something, in order of position.
func (w *walker) skips(pending []deferral) []skip {
	worst := make(map[*ast.CallExpr]skip)
	others := make(map[*ast.CallExpr]bool) // there is more than one
	for _, d := range pending {
		w.follow(d, func(call *ast.CallExpr, how flow.How) {
			if !w.skipped(d, call) {
				return
			}
			old, ok := worst[call]
			others[call] = others[call] || ok && old.deferral.stmt != d.stmt
			if !ok || more(d, old.deferral) {
				worst[call] = skip{in: w.f, call: call, exit: w.exits[call], how: how, deferral: d}
			}
		})
	}
	var list []skip
	for _, call := range w.f.Calls() {
		if s, ok := worst[call]; ok {
			s.alone = !others[call]
			list = append(list, s)
		}
	}
	return list
}

// more reports whether it is worse to skip d than e.
func more(d, e deferral) bool {
	return rank(d.category) < rank(e.category)
}

// A state is where control has come to, and whether there is something to do
// for the deferred call yet.
type state struct {
	block *cfg.Block
	busy  bool
}

// follow yields the exits that control can come to from the defer statement
// without having done the same.
func (w *walker) follow(d deferral, yield func(*ast.CallExpr, flow.How)) {
	from := flow.BlockOf(w.g, d.stmt.Pos())
	if from == nil {
		return // dead code
	}
	seen := make(map[state]bool)
	var work []state
	enter := func(s state, nodes []ast.Node) {
		for _, n := range nodes {
			s.busy = s.busy || w.touches(n, d)
			if w.passes(n, d, s.busy, yield) {
				return
			}
		}
		for _, succ := range s.block.Succs {
			if next := (state{succ, s.busy}); !seen[next] {
				seen[next] = true
				work = append(work, next)
			}
		}
	}
	at := slices.IndexFunc(from.Nodes, func(n ast.Node) bool { return n == d.stmt })
	enter(state{from, !w.idle(d)}, from.Nodes[at+1:])
	for len(work) > 0 {
		s := work[len(work)-1]
		work = work[:len(work)-1]
		enter(s, s.block.Nodes)
	}
}

// passes goes through the calls of a node. It yields those that exit, if there
// is something to do, and reports whether one has had the effect of d.
func (w *walker) passes(n ast.Node, d deferral, busy bool, yield func(*ast.CallExpr, flow.How)) (done bool) {
	flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
		if done || how == flow.Spawned {
			return
		}
		exit := w.exits[call]
		flushes := exit.Kind != lifecycle.NoExit && d.category == skipsFlush && w.flushes(call, exit, d.effect)
		switch {
		case how != flow.Deferred && (w.hasEffect(call, d.effect) || flushes && exit.Kind == lifecycle.Always):
			done = true
		case exit.Kind != lifecycle.NoExit && busy && !flushes:
			yield(call, how)
		}
	})
	return done
}

// hasEffect reports whether the call does what a deferred call would do.
func (w *walker) hasEffect(call *ast.CallExpr, e effect) bool {
	does, ok := w.does[call]
	if !ok {
		does = w.effectsOf(call)
		if w.does == nil {
			w.does = make(map[*ast.CallExpr][]effect)
		}
		w.does[call] = does
	}
	return slices.ContainsFunc(does, e.sameAs)
}

// flushes reports whether an exit is the Fatal of the logger that e flushes.
func (w *walker) flushes(call *ast.CallExpr, exit lifecycle.Exit, e effect) bool {
	fn, ok := e.fn.(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	if to := w.lc.Callee(call); to.Obj != nil && to.Obj.Pkg() == fn.Pkg() {
		return true
	}
	return len(exit.Via) > 0 && ofPackage(exit.Via[len(exit.Via)-1], fn.Pkg())
}
