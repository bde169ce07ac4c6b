package lifecycle

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// What the conditions before an exit in a handler of signals say.
type signalGuard uint8

const (
	firstGuard signalGuard = iota // nothing, or that it is the first signal
	laterGuard                    // that there has been one before
	quitGuard                     // that the signal asks for no order
)

// guards judges the conditions on which reaching pos depends.
//
//	if stopping { os.Exit(1) }
//	if count > 1 { os.Exit(1) }
//	if sig == syscall.SIGQUIT { os.Exit(1) }
func (h *handler) guards(pos token.Pos) signalGuard {
	quits, others := false, false
	for _, g := range h.r.Guards(h.f, pos) {
		if g.Tag != nil {
			switch quit, isSignal := h.quits(g.Cond); {
			case isSignal && g.Truth:
				quits, others = quits || quit, others || !quit
			case !isSignal && h.saysLater(&ast.BinaryExpr{X: g.Tag, Op: token.EQL, Y: g.Cond}, g.Truth):
				return laterGuard
			}
			continue
		}
		later := false
		flow.Leaves(g.Cond, g.Truth, func(leaf ast.Expr, truth bool) {
			later = later || h.saysLater(leaf, truth)
			if test, ok := leaf.(*ast.BinaryExpr); ok && truth == (test.Op == token.EQL) {
				if quit, isSignal := h.quits(test.Y); isSignal {
					quits, others = quits || quit, others || !quit
				}
			}
		})
		if later {
			return laterGuard
		}
	}
	if quits && !others {
		return quitGuard
	}
	return firstGuard
}

// quits reports whether e is a signal, and whether it is one that asks the
// process to end on the spot.
func (h *handler) quits(e ast.Expr) (quit, isSignal bool) {
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return false, false
	}
	switch h.r.info.Uses[id].(type) {
	case *types.Const, *types.Var: // syscall.SIGTERM, os.Interrupt
	default:
		return false, false
	}
	if id.Name != "Interrupt" && id.Name != "Kill" && !strings.HasPrefix(id.Name, "SIG") {
		return false, false
	}
	return id.Name == "SIGQUIT" || id.Name == "SIGABRT", true
}

// saysLater reports whether a part of a condition that has come out so says
// that a signal has been counted before: a number is more than the first, or
// a flag is set.
func (h *handler) saysLater(leaf ast.Expr, truth bool) bool {
	switch e := ast.Unparen(leaf).(type) {
	case *ast.BinaryExpr:
		return h.countsLater(e, truth)
	case *ast.Ident, *ast.SelectorExpr:
		return truth && isBoolean(h.r.info.TypeOf(e)) && h.remembers(h.r.Variable(e))
	case *ast.CallExpr: // stopping.Load(), !once.CompareAndSwap(false, true), stopping.Swap(true)
		fn := h.r.Callee(e).Obj
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" {
			return false
		}
		return truth != strings.HasPrefix(fn.Name(), "CompareAndSwap")
	}
	return false
}

// remembers reports whether v is a variable that may tell of an earlier
// signal, and not whether this one has come: sig, ok := <-signals.
func (h *handler) remembers(v *types.Var) bool {
	if v == nil || v.Kind() != types.LocalVar {
		return v != nil
	}
	receive, ok := ast.Unparen(h.r.InitialValue(v)).(*ast.UnaryExpr)
	return !ok || receive.Op != token.ARROW
}

// countsLater judges a comparison with a number.
func (h *handler) countsLater(e *ast.BinaryExpr, truth bool) bool {
	tv := h.r.info.Types[e.Y]
	if tv.Value == nil || tv.Value.Kind() != constant.Int || !isInteger(h.r.info.TypeOf(e.X)) {
		return false
	}
	n, _ := constant.Int64Val(tv.Value)
	switch e.Op {
	case token.GTR, token.GEQ:
		return truth
	case token.LSS, token.LEQ:
		return !truth
	case token.EQL:
		return truth && n > 1 || !truth && n <= 1
	case token.NEQ:
		return !truth && n > 1 || truth && n <= 1
	}
	return false
}

func isBoolean(t types.Type) bool { return isBasic(t, types.IsBoolean) }
func isInteger(t types.Type) bool { return isBasic(t, types.IsInteger) }

func isBasic(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}

// cleans reports whether f calls something between the receive of the signal
// and pos that may clean up, or waits for something else.
func (h *handler) cleans(pos token.Pos) bool {
	to := flow.BlockOf(h.g, pos)
	if to == nil {
		return false
	}
	everywhere := !h.signalComes()
	for _, b := range h.g.Blocks {
		if !b.Live || !flow.Reachable(h.g, b, nil)[to.Index] {
			continue
		}
		after := everywhere || h.before[b.Index] > 0
		if clause, ok := b.Stmt.(*ast.CommClause); ok && after && b.Kind == cfg.KindSelectCaseBody {
			if ch := received(clause); ch != nil && !h.r.IsSignal(ch) {
				return true
			}
		}
		after = after || h.enters(b) > 0
		for _, n := range b.Nodes {
			if b == to && n.Pos() <= pos && pos < n.End() {
				break
			}
			if after && !h.isCase(n) && h.nodeCleans(n) {
				return true
			}
			after = after || h.nodeReceives(n) > 0
		}
	}
	return false
}

// signalComes reports whether f itself receives the signal. Otherwise all of
// it comes after that.
func (h *handler) signalComes() bool {
	for _, b := range h.g.Blocks {
		if b.Live && h.receives(b, token.NoPos) > 0 {
			return true
		}
	}
	return false
}

func (h *handler) nodeCleans(n ast.Node) bool {
	cleans := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt:
			return false // an exit skips what is deferred
		case *ast.UnaryExpr:
			cleans = cleans || n.Op == token.ARROW && !h.r.IsSignal(n.X)
		case *ast.CallExpr:
			cleans = cleans || !h.r.onlySpeaks(n)
		}
		return !cleans
	})
	return cleans
}

// speakers are the packages whose functions say something, or compute
// something, and clean up nothing.
var speakers = map[string]bool{
	"fmt": true, "log": true, "log/slog": true, "strings": true, "strconv": true, "errors": true, "time": true,
	"sync/atomic": true, "os/signal": true, "runtime": true, "runtime/debug": true, "syscall": true,
}

// onlySpeaks reports whether a call cleans nothing up: it prints, logs,
// converts or exits.
func (r *Result) onlySpeaks(call *ast.CallExpr) bool {
	if r.info.Types[call.Fun].IsType() || r.info.Types[call.Fun].IsBuiltin() && !r.isBuiltin(call, "close") {
		return true
	}
	to := r.Callee(call)
	if r.targetExit(to, true).Kind != NoExit {
		return true
	}
	if to.Obj == nil || to.Obj.Pkg() == nil {
		return false
	}
	return speakers[to.Obj.Pkg().Path()] || speaks(to.Obj.Name())
}

// speaks reports whether the name is that of a method of a logger.
func speaks(name string) bool {
	for _, prefix := range []string{"Print", "Log", "Trace", "Debug", "Info", "Notice", "Warn", "Error", "Fatal", "With", "String", "Msg", "Getpid"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
