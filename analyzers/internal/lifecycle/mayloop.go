package lifecycle

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A function may return before it comes to a loop that it never leaves. From
// then on it is as endless as one that cannot return:
//
//	if interval == 0 {
//		return
//	}
//	for range time.Tick(interval) { refresh() }

// passesBy notes that f may return, and may come to a trap, the first of them
// or a loop from which no way leads out.
func (e *Endings) passesBy(f *Func, g *cfg.CFG, first trap, reached []bool, cut func(flow.Edge) bool) {
	if first.kind == BlocksForever && first.cause != nil {
		e.mayWait[f] = first
	}
	if e.mayLoop == nil {
		return
	}
	for _, b := range g.Blocks {
		pos := e.loopHead(b)
		if reached[b.Index] && pos.IsValid() && straight(f, pos) && flow.Loops(g, b, cut) && !e.getsOut(f, g, b, cut) {
			e.mayLoop[f] = trap{LoopsForever, pos, f, nil}
			return
		}
	}
}

// straight reports whether the loop at pos is a statement of the body of f,
// and in no other: what is done under a condition may be meant not to be done.
func straight(f *Func, pos token.Pos) bool {
	return slices.ContainsFunc(f.Body().List, func(stmt ast.Stmt) bool {
		if l, ok := stmt.(*ast.LabeledStmt); ok {
			stmt = l.Stmt
		}
		return stmt.Pos() == pos
	})
}

// MayLoop returns the loop that the target may come to, and never leaves
// then, though it may also return without it; in is the function with the
// loop. It is NoPos if there is none in this package. Functions that the
// target calls as its last or only work count too.
func (r *Result) MayLoop(to Target) (at token.Pos, in *Func) {
	f := to.Func
	for range maxNested {
		if f == nil || f.Body() == nil {
			break
		}
		if t, ok := r.endings.mayLoop[f]; ok {
			return t.pos, t.in
		}
		f = r.lastCalled(f)
	}
	return token.NoPos, nil
}

// lastCalled returns the function of the package that f calls in its last
// statement, or nil.
func (r *Result) lastCalled(f *Func) *Func {
	list := f.Body().List
	if len(list) == 0 {
		return nil
	}
	stmt, ok := list[len(list)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok {
		return nil
	}
	return r.Callee(call).Func
}
