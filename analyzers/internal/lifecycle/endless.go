package lifecycle

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A function is endless if control can reach a loop in it that has no way
// out, and no return: then nothing that happens outside can end it.
//
//	for { work(); time.Sleep(d) }
//	for range ticker.C { work() }        // Stop does not close the channel
//	defer wg.Done(); s.loop()            // if loop is endless
//
// Deferred calls are no way out: they run when the function returns, or
// when it panics. Ending the whole process is none either. runtime.Goexit
// is one, and so is every call that never returns for reasons not seen
// here.

// findEndless marks the endless functions of the package. It starts from
// those with a loop of their own and goes on to their callers, which only
// ever adds functions.
func (r *Result) findEndless() {
	var work []*Func
	for _, f := range r.funcs {
		if f.endLoop || r.callsEndless(f) {
			work = append(work, f)
		}
	}
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		if f.endless.IsValid() {
			continue
		}
		if f.endless = r.endlessLoop(f); f.endless.IsValid() {
			work = append(work, f.callers...)
		}
	}
}

// callsEndless reports whether f calls an endless function of another
// package.
func (r *Result) callsEndless(f *Func) bool {
	for _, call := range f.calls {
		if to := r.Callee(call); to.Func == nil && to.Obj != nil && r.imported(to.Obj).Endless {
			return true
		}
	}
	return false
}

// Endless reports whether the target never returns once it runs, however
// the rest of the program acts, and where in this package the loop is
// that it does not leave.
func (r *Result) Endless(to Target) (loop token.Pos, ok bool) {
	switch {
	case to.Func != nil:
		return to.Func.endless, to.Func.endless.IsValid()
	case to.Obj != nil:
		return token.NoPos, r.imported(to.Obj).Endless
	}
	return token.NoPos, false
}

// endlessLoop returns where the loop is that f cannot leave, or NoPos if
// f may end.
func (r *Result) endlessLoop(f *Func) token.Pos {
	g := r.CFG(f)
	if g == nil {
		return token.NoPos
	}
	stuck := r.stuckBlocks(g)
	cut := func(e flow.Edge) bool { return stuck[e.From.Index].IsValid() || r.neverTaken(e) }
	reached := flow.Reachable(g, g.Blocks[0], cut)
	witness := token.NoPos
	for _, b := range g.Blocks {
		if !reached[b.Index] {
			continue
		}
		pos := stuck[b.Index]
		if !pos.IsValid() {
			if r.leaves(b) {
				return token.NoPos
			}
			if pos = r.loopHead(b); !pos.IsValid() || !flow.Loops(g, b, cut) {
				continue
			}
		}
		if !witness.IsValid() || pos < witness {
			witness = pos
		}
	}
	return witness
}

// stuckBlocks returns, by block index, the position of a call in the
// block that never returns because its callee is endless.
func (r *Result) stuckBlocks(g *cfg.CFG) []token.Pos {
	stuck := make([]token.Pos, len(g.Blocks))
	for _, b := range g.Blocks {
		for _, n := range b.Nodes {
			flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
				if how != flow.Runs || stuck[b.Index].IsValid() {
					return
				}
				if loop, ok := r.Endless(r.Callee(call)); ok {
					if stuck[b.Index] = loop; !loop.IsValid() {
						stuck[b.Index] = call.Pos()
					}
				}
			})
		}
	}
	return stuck
}

// leaves reports whether control can leave the function from block b: it
// returns, or it ends in a call that does not return and that is neither
// a panic nor an exit of the process.
func (r *Result) leaves(b *cfg.Block) bool {
	if b.Return() != nil {
		return true
	}
	if len(b.Succs) > 0 || len(b.Nodes) == 0 || b.Kind == cfg.KindSelectAfterCase {
		return false
	}
	stmt, ok := b.Nodes[len(b.Nodes)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok || r.endsInPanic(b) {
		return false
	}
	return r.targetExit(r.Callee(call), true).Kind == NoExit
}

// neverTaken reports whether an edge leaves a loop that has no end of its
// own: its condition is constant, or it ranges over a channel that nobody
// closes.
func (r *Result) neverTaken(e flow.Edge) bool {
	if e.I != 1 {
		return false
	}
	switch stmt := e.From.Stmt.(type) {
	case *ast.ForStmt:
		return e.From.Kind == cfg.KindForLoop && r.constTrue(stmt.Cond)
	case *ast.RangeStmt:
		return e.From.Kind == cfg.KindRangeLoop && r.neverClosed(stmt.X)
	}
	return false
}

// loopHead returns the position of the loop that starts with block b, if
// that loop has no end of its own.
func (r *Result) loopHead(b *cfg.Block) token.Pos {
	switch stmt := b.Stmt.(type) {
	case *ast.ForStmt:
		if b.Kind == cfg.KindForBody && stmt.Cond == nil || b.Kind == cfg.KindForLoop && r.constTrue(stmt.Cond) {
			return stmt.Pos()
		}
	case *ast.RangeStmt:
		if b.Kind == cfg.KindRangeLoop && r.neverClosed(stmt.X) {
			return stmt.Pos()
		}
	case *ast.LabeledStmt:
		if b.Kind == cfg.KindLabel {
			if _, loop := stmt.Stmt.(*ast.ForStmt); !loop {
				return stmt.Pos() // goto
			}
		}
	}
	return token.NoPos
}

func (r *Result) constTrue(cond ast.Expr) bool {
	if cond == nil {
		return false
	}
	v := r.info.Types[cond].Value
	return v != nil && v.Kind() == constant.Bool && constant.BoolVal(v)
}

// neverClosed reports whether e is a channel that nobody closes: the C of
// a time.Ticker or time.Timer, what time.Tick or time.After has returned,
// or a channel given to signal.Notify that no code of the package closes.
func (r *Result) neverClosed(e ast.Expr) bool {
	e = ast.Unparen(e)
	if v := r.variable(e); v != nil {
		if isSignalChan(v.Type()) {
			return r.notifiedOnly(v)
		}
		if value := r.value(v); value != nil {
			e = ast.Unparen(value)
		}
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		v, ok := r.info.Uses[e.Sel].(*types.Var)
		return ok && v.IsField() && v.Name() == "C" && v.Pkg() != nil && v.Pkg().Path() == "time"
	case *ast.CallExpr:
		fn := r.Callee(e).Obj
		return isFunc(fn, "time", "Tick") || isFunc(fn, "time", "After")
	}
	return false
}

// notifiedOnly reports whether channel v is given to signal.Notify and
// not closed, anywhere in the package.
func (r *Result) notifiedOnly(v *types.Var) bool {
	notified := false
	for _, f := range r.funcs {
		for _, call := range f.calls {
			if len(call.Args) == 0 || r.variable(call.Args[0]) != v {
				continue
			}
			if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && r.info.Uses[id] == types.Universe.Lookup("close") {
				return false
			}
			notified = notified || isFunc(r.Callee(call).Obj, "os/signal", "Notify")
		}
	}
	return notified
}

// variable returns the variable or field that e names, or nil.
func (r *Result) variable(e ast.Expr) *types.Var {
	var v *types.Var
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ = r.info.ObjectOf(e).(*types.Var)
	case *ast.SelectorExpr:
		v, _ = r.info.Uses[e.Sel].(*types.Var)
	}
	if v == nil {
		return nil
	}
	return v.Origin()
}

func isSignalChan(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	if !ok {
		return false
	}
	named, ok := types.Unalias(ch.Elem()).(*types.Named)
	return ok && named.Obj().Name() == "Signal" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "os"
}

// isFunc reports whether fn is the package-level function pkg.name.
func isFunc(fn *types.Func, pkg, name string) bool {
	return fn != nil && fn.Name() == name && fn.Pkg() != nil && fn.Pkg().Path() == pkg && fn.Signature().Recv() == nil
}
