package stopwithoutwait

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// A function may hand out what stops the goroutine that it starts:
//
//	func watch(db *sql.DB) (stop func()) {
//		done := make(chan struct{})
//		go poll(db, done)
//		return func() { close(done) } // or cancel, or &watch{stop: cancel}
//	}
//
// What is handed out is a stop function too, whatever it is called: a
// literal, a method value, or the cancel function of a context.

// A handout is where a stop function comes from.
type handout struct {
	maker  *lifecycle.Func // that returns it
	result int             // as which of its results, -1 if in a field of one
	field  *types.Var      // that field
	plain  bool            // it is the cancel function of a context and no more
}

// handouts returns the stop functions that functions of the package return,
// in order of position.
func (c *checker) handouts() []*stop {
	var all []*stop
	for _, f := range c.lc.Funcs() {
		if f.Obj == nil || f.Body() == nil || c.lc.Directives.InTest(f.Pos()) || !startsAny(f) || f.Obj.Signature().Results().Len() == 0 {
			continue
		}
		seen := make(map[any]bool)
		ast.Inspect(f.Body(), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.KeyValueExpr:
				key, _ := n.Key.(*ast.Ident)
				if field, ok := c.info.Uses[key].(*types.Var); key != nil && ok && field.IsField() {
					if s := c.handedOut(f, -1, n.Value); s != nil {
						s.from.field = field.Origin()
						all = append(all, s)
					}
				}
			case *ast.ReturnStmt:
				for i, result := range n.Results {
					if s := c.handedOut(f, i, result); s != nil && !seen[s.key()] {
						seen[s.key()] = true
						all = append(all, s)
					}
				}
			}
			return true
		})
	}
	return all
}

// startsAny reports whether f starts a goroutine, or calls something that may.
func startsAny(f *lifecycle.Func) bool {
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		_, is := n.(*ast.GoStmt)
		_, lit := n.(*ast.FuncLit)
		found = found || is
		return !found && !lit
	})
	return found
}

func (s *stop) key() any {
	if s.fn != nil {
		return s.fn
	}
	return s.cancel
}

// handedOut returns the stop function that the i-th result of maker is, or
// nil if it is something else.
func (c *checker) handedOut(maker *lifecycle.Func, i int, e ast.Expr) *stop {
	t := c.info.TypeOf(e)
	if t == nil {
		return nil
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() > 1 || sig.Params().Len() > 1 {
		return nil
	}
	h := &handout{maker: maker, result: i}
	if f := c.lc.Value(e).Func; f != nil && f.Body() != nil {
		return c.described(c.stopOf(f), h, e)
	}
	v := c.holder(e)
	sign := c.signals.Signal(v)
	if sign == nil || sign.Kind != signals.Cancel {
		return nil
	}
	s := &stop{cancel: v, fires: make(map[*signals.Signal]bool), sends: make(map[*signals.Signal]bool)}
	for _, m := range sign.Makes {
		if ctx := c.signals.Signal(m.Ctx); ctx != nil && outermost(m.In) == maker {
			s.fires[ctx] = true
		}
	}
	if len(s.fires) == 0 {
		return nil
	}
	h.plain = true
	s.fired = []aUse{{signals.Use{Op: signals.Call, Var: v, Node: e}, sign}}
	return c.described(s, h, e)
}

// described gives the stop function its place and its name in messages.
func (c *checker) described(s *stop, h *handout, at ast.Node) *stop {
	s.from, s.name = h, "the stop function of "+funcName(h.maker.Obj)
	s.pos, s.end = at.Pos(), at.End()
	if lit, ok := at.(*ast.FuncLit); ok {
		s.end = lit.Type.End()
	}
	return s
}

// starts reports whether b is started by f, or by what f calls in sight.
func (c *checker) starts(f *lifecycle.Func, b *body) bool {
	return outermost(b.spawn.In) == f || c.near(f, 1)[b.spawn.In]
}

// stopsCalled returns the stop functions that a call is that of: a method,
// or a variable that holds what a function has handed out.
func (c *checker) stopsCalled(call *ast.CallExpr) []*stop {
	if to := c.lc.Callee(call).Func; to != nil && to.Obj != nil {
		return c.stopsOf(func(s *stop) bool { return s.fn == to })
	}
	c.sources()
	if s := c.foreignStop(call); s != nil {
		return []*stop{s}
	}
	v := c.holder(call.Fun)
	if v != nil && v.IsField() && len(c.results[v]) == 0 {
		return c.stopsOf(func(s *stop) bool { return s.from != nil && s.from.field == v })
	}
	from := c.results[v]
	if v == nil || len(from) != 1 || from[0].of == nil {
		return nil
	}
	return c.stopsOf(func(s *stop) bool {
		return s.from != nil && s.from.maker == from[0].of && s.from.result == from[0].index
	})
}

func (c *checker) stopsOf(is func(*stop) bool) []*stop {
	return slices.Collect(func(yield func(*stop) bool) {
		for _, s := range c.stops() {
			if is(s) && !yield(s) {
				return
			}
		}
	})
}

// A result is one of the results of a function.
type result struct {
	of    *lifecycle.Func // nil if it is out of sight
	call  *ast.CallExpr
	index int
}

// putResults notes which results of a call in sight variables hold.
func (c *checker) putResults(lhs []ast.Expr, e ast.Expr) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return
	}
	to := c.lc.Callee(call).Func
	for i := range lhs {
		if v := c.holder(lhs[i]); v != nil {
			c.results[v] = append(c.results[v], result{to, call, i})
			c.putValue(v, call)
		}
	}
}
