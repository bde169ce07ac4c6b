package waitgroupwait

import (
	"go/ast"
	"go/token"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A group is a gate if its goroutines call Done first of all: who waits for it
// learns that they run, and nothing about their end. A return before the Wait
// cuts off no more than a return behind it.
//
//	started.Add(1)
//	go func() {
//		started.Done()
//		io.Copy(dst, src)
//	}()
//	started.Wait()

// isGate reports whether all goroutines that t counts count themselves off
// before they do anything else. There has to be one.
func (c *checker) isGate(t *lifecycle.Tracker) bool {
	return c.opensFirst(t, make(map[*lifecycle.Tracker]bool)) == gate
}

type gateKind uint8

const (
	unknown gateKind = iota
	gate
	join
)

func (c *checker) opensFirst(t *lifecycle.Tracker, seen map[*lifecycle.Tracker]bool) gateKind {
	if seen[t] {
		return unknown
	}
	seen[t] = true
	kind := unknown
	for _, g := range c.goroutines(t) {
		dones, _ := c.dones(t.Sites(), g)
		if g.goes || !c.isFirst(g.fn, dones) {
			return join
		}
		kind = gate
	}
	for _, s := range t.Sites() {
		if s.Call == nil || s.Go {
			continue
		}
		if p := c.paramFor(s.Call, t); p != nil {
			kind = max(kind, c.opensFirst(p, seen))
		}
	}
	return kind
}

// isFirst reports whether one of the calls of Done is the first thing that fn
// does, and more comes after it.
func (c *checker) isFirst(fn *lifecycle.Func, dones []lifecycle.Site) bool {
	list := fn.Body().List
	if len(list) < 2 {
		return false
	}
	stmt, ok := list[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	for _, s := range dones {
		if s.Call != nil && ast.Unparen(stmt.X) == s.Call {
			return true
		}
	}
	return false
}

// paramFor returns the parameter of a function of this package for which the
// call hands t over, or nil.
func (c *checker) paramFor(call *ast.CallExpr, t *lifecycle.Tracker) *lifecycle.Tracker {
	fn := c.lc.Callee(call).Func
	if fn == nil {
		return nil
	}
	for i, name := range paramNames(fn.Type()) {
		if i >= len(call.Args) {
			break
		}
		arg := ast.Unparen(call.Args[i])
		if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
			arg = u.X
		}
		if c.object(arg) != t.Var {
			continue
		}
		for _, p := range c.trackerParams(fn) {
			if p.Var == c.pass.TypesInfo.Defs[name] {
				return p
			}
		}
	}
	return nil
}
