package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"

	"golang.org/x/tools/go/cfg"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Which contexts are done at a place in a function is a forward analysis over
// its graph: a context is done where it is done on every way that leads there.
// A receive from its Done channel, the call of its cancel function, and a test
// of its Err make it done; an assignment of its
// variable makes it another. A context that derives from a done one is done.
// What a literal captures is done in it as well, whenever it runs.

// A state holds the contexts that are done, with the place from which on.
type state map[place]token.Pos

// with returns s and p.
func (s state) with(p place, at token.Pos) state {
	if _, ok := s[p]; ok {
		return s
	}
	s = maps.Clone(s)
	if s == nil {
		s = make(state)
	}
	s[p] = at
	return s
}

// without returns s without what v and its fields hold.
func (s state) without(v types.Object) state {
	var gone []place
	for p := range s {
		if p.root == v {
			gone = append(gone, p)
		}
	}
	if gone == nil {
		return s
	}
	s = maps.Clone(s)
	for _, p := range gone {
		delete(s, p)
	}
	return s
}

// both returns what is in s and in t.
func both(s, t state) state {
	common := make(state)
	for p, at := range s {
		if other, ok := t[p]; ok {
			common[p] = min(at, other)
		}
	}
	return common
}

// A scan is the analysis of one function.
type scan struct {
	*checker
	f     *lifecycle.Func
	g     *cfg.CFG
	comms map[ast.Node]bool // of the cases of selects: the graph has them all before the select
	in    []state           // by block index
	known []bool            // whether in is set
}

// newScan analyses f; entry holds what is done when it is called.
func (c *checker) newScan(f *lifecycle.Func, entry state) *scan {
	if f == nil {
		return nil
	}
	g := c.lc.CFG(f)
	if g == nil {
		return nil
	}
	s := &scan{c, f, g, make(map[ast.Node]bool), make([]state, len(g.Blocks)), make([]bool, len(g.Blocks))}
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		if clause, ok := n.(*ast.CommClause); ok && clause.Comm != nil {
			s.comms[clause.Comm] = true
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	s.in[0], s.known[0] = entry, true
	for changed := true; changed; {
		changed = false
		for _, b := range g.Blocks {
			if b.Live && s.known[b.Index] && s.push(b) {
				changed = true
			}
		}
	}
	return s
}

// push hands what is done at the end of b to the blocks that follow, and
// reports whether that is news for one of them.
func (s *scan) push(b *cfg.Block) bool {
	changed := false
	out := s.out(b)
	for i, succ := range b.Succs {
		next := s.along(out, b, i)
		switch old := s.in[succ.Index]; {
		case !s.known[succ.Index]:
			s.in[succ.Index], s.known[succ.Index] = next, true
			changed = true
		default:
			if met := both(old, next); len(met) < len(old) {
				s.in[succ.Index] = met
				changed = true
			}
		}
	}
	return changed
}

// out returns what is done at the end of b.
func (s *scan) out(b *cfg.Block) state {
	st := s.in[b.Index]
	for _, n := range b.Nodes {
		st = s.after(n, st)
	}
	return st
}

// along returns what is done once control has taken the i-th way out of b.
func (s *scan) along(st state, b *cfg.Block, i int) state {
	to := b.Succs[i]
	if clause, ok := to.Stmt.(*ast.CommClause); ok && to.Kind == cfg.KindSelectCaseBody && clause.Comm != nil {
		return s.received(clause.Comm, st)
	}
	if cond := flow.Condition(b); cond != nil {
		flow.Holds(cond, i == 0, func(part ast.Expr, truth bool) {
			if p, ok := s.errTest(part, truth); ok {
				st = st.with(p, cond.Pos())
			}
		})
	}
	return st
}

// errTest returns the context that a condition has found to be done.
//
//	ctx.Err() != nil
//	err != nil        // err := ctx.Err()
func (c *checker) errTest(part ast.Expr, truth bool) (place, bool) {
	e, ok := part.(*ast.BinaryExpr)
	if !ok || !c.pass.TypesInfo.Types[e.Y].IsNil() || e.Op != token.EQL && e.Op != token.NEQ || (e.Op == token.NEQ) != truth {
		return place{}, false
	}
	if p, ok := c.methodOn(e.X, "Err"); ok {
		return p, true
	}
	if value := c.initial(e.X); value != nil {
		return c.methodOn(value, "Err")
	}
	return place{}, false
}

// received adds the contexts from whose Done channels n receives.
func (s *scan) received(n ast.Node, st state) state {
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(*ast.UnaryExpr); ok && e.Op == token.ARROW {
			if p, ok := s.doneOf(e.X); ok {
				st = st.with(p, e.Pos())
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return st
}

// after returns what is done once n has been executed.
func (s *scan) after(n ast.Node, st state) state {
	if s.comms[n] {
		return st
	}
	before := st
	st = s.received(n, st)
	flow.Calls(n, func(call *ast.CallExpr, how flow.How) {
		if how == flow.Runs {
			st = s.ended(call, st)
		}
	})
	switch n := n.(type) {
	case *ast.AssignStmt:
		st = s.assign(n.Lhs, n.Rhs, before, st)
	case *ast.ValueSpec:
		for _, name := range n.Names {
			st = s.assign([]ast.Expr{name}, n.Values, before, st)
		}
	}
	return st
}

// assign makes the variables on the left others: done if what they get is.
func (s *scan) assign(lhs, rhs []ast.Expr, before, st state) state {
	for i, e := range lhs {
		if !s.isContext(e) {
			continue
		}
		p, ok := s.placeOf(e)
		if !ok {
			continue
		}
		st = st.without(p.root)
		value := rhs
		if len(lhs) == len(rhs) {
			value = rhs[i : i+1]
		}
		if len(value) == 1 {
			if at, dead := s.dead(value[0], before); dead {
				st = st.with(p, at)
			}
		}
	}
	return st
}
