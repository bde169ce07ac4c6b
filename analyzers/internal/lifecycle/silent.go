package lifecycle

import (
	"go/ast"
	"go/token"
	"maps"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// Which functions would be endless if nobody fired some signals: the
// receives from them never come about, and with that the ways behind them
// are not gone.
//
//	case <-ctx.Done(): return        // never this case
//	<-s.quit                         // control stays here
//	for range s.jobs { }             // control stays here
//	if ctx.Err() != nil { return }   // never this branch

// Silence is the uses of signals that nobody fires: receives, ranges, and
// calls of the method Err of a context.
type Silence struct {
	uses    map[ast.Node]bool
	cases   map[*ast.CommClause]ast.Node // receives that are a case of a select
	selects map[*ast.CommClause]*ast.SelectStmt
	calls   map[*ast.CallExpr]bool // of functions that wait for a silent signal
	funcs   []*Func                // in which they stand
}

// Add adds the use at n in function f. If it is a case of a select, clause
// is that case.
func (s *Silence) Add(n ast.Node, f *Func, clause *ast.CommClause, sel *ast.SelectStmt) {
	if s.uses == nil {
		s.uses = make(map[ast.Node]bool)
		s.cases = make(map[*ast.CommClause]ast.Node)
		s.selects = make(map[*ast.CommClause]*ast.SelectStmt)
	}
	if clause != nil {
		s.cases[clause], s.selects[clause] = n, sel
	} else {
		s.uses[n] = true
	}
	if f != nil {
		s.funcs = append(s.funcs, f)
	}
}

// addCall adds a call that does not return as long as nobody fires.
func (s *Silence) addCall(call *ast.CallExpr) {
	if s.calls == nil {
		s.calls = make(map[*ast.CallExpr]bool)
	}
	s.calls[call] = true
}

// Endings tells which functions come to their end under a silence.
type Endings struct {
	*Result
	silent *Silence // nil for none
	traps  map[*Func]trap

	// What is not endless may come to a wait that never ends.
	mayWait map[*Func]trap
	mayLoop map[*Func]trap // or to a loop; nil under a silence
}

// Without returns which functions come to their end if nobody fires the
// signals of the silence.
func (r *Result) Without(s *Silence) *Endings {
	e := &Endings{Result: r, silent: s, traps: make(map[*Func]trap), mayWait: make(map[*Func]trap)}
	maps.Copy(e.traps, r.endings.traps)
	e.settle(append([]*Func(nil), s.funcs...))
	return e
}

// A Wait is what a function waits for in vain.
type Wait struct {
	Use   ast.Node  // of a silent signal
	In    *Func     // the function with the loop or wait that is not left
	Pos   token.Pos // of that loop or wait
	Maybe bool      // the function has other ways, past it
}

// Waits returns what the target waits for in vain, if it comes to such a
// wait. Its Use is nil if there is none.
func (e *Endings) Waits(to Target) Wait {
	t, maybe := e.trapOf(to), false
	if t.kind == MayEnd && to.Func != nil {
		t, maybe = e.mayWait[to.Func], true
	}
	if t.cause == nil {
		return Wait{}
	}
	return Wait{t.cause, t.in, t.pos, maybe}
}

// blocks returns the receive in n, which is no case of a select, that never
// comes about.
func (s *Silence) blocks(n ast.Node) ast.Node {
	if s == nil {
		return nil
	}
	var found ast.Node
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false
		case *ast.BinaryExpr:
			return n.Op != token.LAND && n.Op != token.LOR
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && s.uses[n] {
				found = n
			}
		}
		return found == nil
	})
	return found
}

// closes returns the use of a silent signal without which control would
// not go along the edge, or nil.
func (s *Silence) closes(e flow.Edge) ast.Node {
	if s == nil {
		return nil
	}
	to := e.To()
	switch stmt := to.Stmt.(type) {
	case *ast.CommClause:
		if to.Kind == cfg.KindSelectCaseBody {
			if use, ok := s.cases[stmt]; ok {
				return use
			}
		}
	case *ast.RangeStmt:
		if e.From.Kind == cfg.KindRangeLoop && s.uses[stmt] {
			return stmt
		}
	}
	var found ast.Node
	if cond := flow.Condition(e.From); cond != nil {
		flow.Holds(cond, e.I == 0, func(part ast.Expr, truth bool) {
			if call := s.askedErr(part, truth); call != nil {
				found = call
			}
		})
	}
	return found
}

// askedErr returns the call of Err in a condition that says, if it comes
// out as truth, that the context has been cancelled.
func (s *Silence) askedErr(cond ast.Expr, truth bool) ast.Node {
	cmp, ok := cond.(*ast.BinaryExpr)
	if !ok || ((cmp.Op != token.NEQ || !truth) && (cmp.Op != token.EQL || truth)) {
		return nil
	}
	for _, e := range []ast.Expr{cmp.X, cmp.Y} {
		if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && s.uses[call] {
			return call
		}
	}
	return nil
}

// endsIn returns the select, if b ends in one none of whose cases ever
// comes about, the range over a channel on which nothing ever comes, or the
// loop that only a cancelled context would end.
func (s *Silence) endsIn(b *cfg.Block) trap {
	if s == nil {
		return trap{}
	}
	switch stmt := b.Stmt.(type) {
	case *ast.ForStmt:
		if b.Kind != cfg.KindForLoop || len(b.Succs) < 2 {
			return trap{}
		}
		if use := s.closes(flow.Edge{From: b, I: 1}); use != nil {
			return trap{kind: LoopsForever, pos: stmt.Pos(), cause: use}
		}
	case *ast.RangeStmt:
		if b.Kind == cfg.KindRangeLoop && s.uses[stmt] {
			return trap{kind: BlocksForever, pos: stmt.Pos(), cause: stmt}
		}
	case *ast.CommClause:
		sel := s.selects[stmt]
		if b.Kind != cfg.KindSelectAfterCase || len(b.Succs) > 0 || sel == nil {
			return trap{}
		}
		var first ast.Node
		for _, c := range sel.Body.List {
			use, ok := s.cases[c.(*ast.CommClause)]
			if !ok {
				return trap{}
			}
			if first == nil {
				first = use
			}
		}
		return trap{kind: BlocksForever, pos: sel.Pos(), cause: first}
	}
	return trap{}
}

// wayOut returns the first use of a silent signal behind which control
// would leave f, or the first of all uses if there is none.
func (e *Endings) wayOut(f *Func, g *cfg.CFG, reached []bool, cut func(flow.Edge) bool) ast.Node {
	if e.silent == nil {
		return nil
	}
	var out, first ast.Node
	before := func(a, b ast.Node) bool { return b == nil || a.Pos() < b.Pos() }
	for _, b := range g.Blocks {
		if !reached[b.Index] {
			continue
		}
		for i := range b.Succs {
			edge := flow.Edge{From: b, I: i}
			use := e.silent.closes(edge)
			if use == nil {
				continue
			}
			if before(use, first) {
				first = use
			}
			if before(use, out) && e.getsOut(f, g, edge.To(), cut) {
				out = use
			}
		}
	}
	if out != nil {
		return out
	}
	return first
}

// getsOut reports whether control that is at block b leaves f.
func (e *Endings) getsOut(f *Func, g *cfg.CFG, b *cfg.Block, cut func(flow.Edge) bool) bool {
	for i, reached := range flow.Reachable(g, b, cut) {
		if reached && e.leaves(f, g.Blocks[i]) {
			return true
		}
	}
	return false
}
