package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A handler of signals is a goroutine that receives from a channel of
// os.Signal, or from Done of a context that signal.NotifyContext has made. An
// exit in it, or in a literal that it runs, is no matter of who may end the
// process, but of what a signal is to bring about: the process is to stop in
// order on the first, and may end on the spot on a later one.

// A SignalExit tells when a handler of signals ends the process.
type SignalExit uint8

const (
	NoSignal     SignalExit = iota // not in a handler
	FirstSignal                    // at once
	AfterCleanup                   // after it has called something that may clean up
	LaterSignal                    // on a signal that is not the first, or after a deadline
	QuitSignal                     // on one that asks for no order, such as SIGQUIT
)

// SignalExit tells when a call in f, a function of this package, that ends
// the process is made by a handler of signals.
func (r *Result) SignalExit(f *Func, call *ast.CallExpr) SignalExit {
	if !r.imports("os/signal") {
		return NoSignal // which spares the graphs of all functions that exit
	}
	when, pos := NoSignal, call.Pos()
	counted, cleans := false, false
	for ; f != nil && when == NoSignal; f = f.Parent {
		h := &handler{r: r, f: f, g: r.CFG(f)}
		if h.g == nil {
			return NoSignal
		}
		n := h.received(pos)
		switch {
		case n > 1:
			return LaterSignal
		case n == 1 && !r.spawned(f):
			return NoSignal // runs on the goroutine of whoever calls it
		case n == 1:
			when = FirstSignal
		}
		switch h.guards(pos) {
		case laterGuard:
			counted = true
		case quitGuard:
			if n == 1 {
				return QuitSignal
			}
		}
		cleans = cleans || h.cleans(pos)
		if when == NoSignal && f.Lit != nil && r.delayed(f) {
			counted = true
		}
		pos = f.Pos()
	}
	switch {
	case when == NoSignal:
		return NoSignal
	case counted:
		return LaterSignal
	case cleans:
		return AfterCleanup
	}
	return when
}

// imports reports whether the package imports another itself.
func (r *Result) imports(path string) bool {
	return slices.ContainsFunc(r.pass.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == path })
}

// spawned reports whether f runs in goroutines of its own and nowhere else.
func (r *Result) spawned(f *Func) bool {
	spawns, calls := 0, 0
	for _, s := range r.Spawns() {
		if s.Body.Func == f {
			spawns++
			if s.Go == nil {
				calls--
			}
		}
	}
	if spawns == 0 || f.Obj == nil {
		return spawns > 0
	}
	for _, g := range r.funcs {
		for _, call := range g.calls {
			if r.Callee(call).Func == f {
				calls++
			}
		}
	}
	return calls <= spawns
}

// delayed reports whether literal f is what a time.AfterFunc runs.
func (r *Result) delayed(f *Func) bool {
	if f.Parent == nil {
		return false
	}
	for _, call := range f.Parent.calls {
		if len(call.Args) == 2 && ast.Unparen(call.Args[1]) == f.Lit && isFunc(r.Callee(call).Obj, "time", "AfterFunc") {
			return true
		}
	}
	return false
}

type handler struct {
	r      *Result
	f      *Func
	g      *cfg.CFG
	before []int // by block: how many signals have been received at least when control enters it, 2 standing for more
}

// received returns how many signals f has received at least when control
// comes to pos, 2 standing for more.
func (h *handler) received(pos token.Pos) int {
	at := flow.BlockOf(h.g, pos)
	if at == nil {
		return 0
	}
	h.count()
	return min(2, h.before[at.Index]+h.receives(at, pos))
}

// count fills before.
func (h *handler) count() {
	const unreached = 3
	h.before = make([]int, len(h.g.Blocks))
	for i := range h.before {
		h.before[i] = unreached
	}
	h.before[0] = 0
	work := []*cfg.Block{h.g.Blocks[0]}
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		n := min(2, h.before[b.Index]+h.receives(b, token.NoPos))
		for _, succ := range b.Succs {
			if n < h.before[succ.Index] {
				h.before[succ.Index] = n
				work = append(work, succ)
			}
		}
	}
}

// receives returns how many signals block b receives, above pos if that is
// valid.
func (h *handler) receives(b *cfg.Block, pos token.Pos) int {
	n := 0
	if loop, ok := b.Stmt.(*ast.RangeStmt); ok && b.Kind == cfg.KindRangeBody && isSignalChan(h.r.info.TypeOf(loop.X)) {
		n++
	}
	for _, node := range b.Nodes {
		if pos.IsValid() && pos < node.End() {
			break
		}
		ast.Inspect(node, func(m ast.Node) bool {
			switch m := m.(type) {
			case *ast.FuncLit:
				return false
			case *ast.UnaryExpr:
				if m.Op == token.ARROW && h.r.IsSignal(m.X) {
					n++
				}
			}
			return true
		})
	}
	return n
}

// IsSignal reports whether a receive from e waits for a signal.
func (r *Result) IsSignal(e ast.Expr) bool {
	if isSignalChan(r.info.TypeOf(e)) {
		return true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Done" {
		return false
	}
	ctx, ok := r.variable(sel.X), false
	if ctx == nil || ctx.Kind() != types.LocalVar {
		return false
	}
	value, ok := ast.Unparen(r.InitialValue(ctx)).(*ast.CallExpr)
	return ok && isFunc(r.Callee(value).Obj, "os/signal", "NotifyContext")
}
