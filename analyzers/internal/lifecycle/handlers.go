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
// What tests do with it does not count outside them.
func (r *Result) spawned(f *Func) bool {
	counts := func(pos token.Pos) bool { return r.Directives.InTest(f.Pos()) || !r.Directives.InTest(pos) }
	spawns, goes, calls := 0, 0, 0
	for _, s := range r.Spawns() {
		if s.Body.Func == f && counts(s.Pos()) {
			spawns++
			if s.Go != nil {
				goes++
			}
		}
	}
	if spawns == 0 || f.Obj == nil {
		return spawns > 0
	}
	for _, g := range r.funcs {
		for _, call := range g.calls {
			if r.Callee(call).Func == f && counts(call.Pos()) {
				calls++
			}
		}
	}
	return calls == goes
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
	cases  map[ast.Node]bool // see isCase; nil if not known yet
	before []int             // by block: how many signals have been received at least when control enters it, 2 standing for more
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
	n := h.enters(b)
	for _, node := range b.Nodes {
		if pos.IsValid() && pos < node.End() {
			break
		}
		n += h.nodeReceives(node)
	}
	return n
}

// enters returns 1 if control enters block b with a signal that a range or a
// case of a select has received.
func (h *handler) enters(b *cfg.Block) int {
	var ch ast.Expr
	switch stmt := b.Stmt.(type) {
	case *ast.RangeStmt:
		if b.Kind == cfg.KindRangeBody {
			ch = stmt.X
		}
	case *ast.CommClause:
		if b.Kind == cfg.KindSelectCaseBody {
			ch = received(stmt)
		}
	}
	if ch != nil && h.r.IsSignal(ch) {
		return 1
	}
	return 0
}

// nodeReceives returns how many signals a node receives itself.
func (h *handler) nodeReceives(node ast.Node) int {
	if h.isCase(node) {
		return 0
	}
	n := 0
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
	return n
}

// isCase reports whether node is what a case of a select sends or receives.
// The graph has all of these before the select.
func (h *handler) isCase(node ast.Node) bool {
	if h.cases == nil {
		h.cases = make(map[ast.Node]bool)
		inspectOwn(h.f, func(n ast.Node) {
			if clause, ok := n.(*ast.CommClause); ok && clause.Comm != nil {
				h.cases[clause.Comm] = true
				if stmt, ok := clause.Comm.(*ast.ExprStmt); ok {
					h.cases[stmt.X] = true
				}
			}
		})
	}
	return h.cases[node]
}

// received returns the channel that a case of a select receives from, or nil.
func received(clause *ast.CommClause) ast.Expr {
	var e ast.Expr
	switch comm := clause.Comm.(type) {
	case *ast.ExprStmt:
		e = comm.X
	case *ast.AssignStmt:
		e = comm.Rhs[0]
	}
	if receive, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && receive.Op == token.ARROW {
		return receive.X
	}
	return nil
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
	ctx := r.Variable(sel.X)
	return ctx != nil && r.signalContexts()[ctx]
}

// signalContexts returns the variables that are set to a context of
// signal.NotifyContext.
func (r *Result) signalContexts() map[*types.Var]bool {
	r.signalsOnce.Do(func() {
		r.signalCtx = make(map[*types.Var]bool)
		for cur := range r.insp.Root().Preorder((*ast.AssignStmt)(nil)) {
			assign := cur.Node().(*ast.AssignStmt)
			call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
			if !ok || len(assign.Lhs) != 2 || !isFunc(r.Callee(call).Obj, "os/signal", "NotifyContext") {
				continue
			}
			if v := r.Variable(assign.Lhs[0]); v != nil {
				r.signalCtx[v] = true
			}
		}
	})
	return r.signalCtx
}
