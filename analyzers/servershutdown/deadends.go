package servershutdown

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// ended adds the contexts that a call ends, or that a function waits for.
func (s *scan) ended(call *ast.CallExpr, st state) state {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if p, ok := s.pairs().stop[s.pass.TypesInfo.Uses[id]]; ok {
			return st.with(p, call.Pos())
		}
	}
	to := s.lc.Callee(call)
	var waits []int
	switch {
	case to.Func == s.f && to.Func != nil || s.contextArg(call) == nil:
		return st
	case to.Func != nil:
		waits = s.waitsFor(to.Func)
	default:
		waits = s.lc.ContextParams(to).Until
	}
	for _, i := range waits {
		if i < len(call.Args) {
			if p, ok := s.placeOf(call.Args[i]); ok {
				st = st.with(p, call.Pos())
			}
		}
	}
	return st
}

// dead reports whether e is a context that is done, and from where on.
func (c *checker) dead(e ast.Expr, st state) (token.Pos, bool) {
	for range 8 { // contexts that derive from one another
		if p, ok := c.placeOf(e); ok {
			if at, ok := st[p]; ok {
				return at, true
			}
		}
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			if call, ok = ast.Unparen(c.initial(e)).(*ast.CallExpr); !ok {
				return token.NoPos, false
			}
		}
		if e, ok = c.derives(call); !ok {
			return token.NoPos, false
		}
		if p, ok := c.placeOf(e); ok && c.pairs().odd[p.root] {
			return token.NoPos, false
		}
	}
	return token.NoPos, false
}

// waitsFor returns the parameters of f that are contexts and that are done
// whenever f returns.
func (c *checker) waitsFor(f *lifecycle.Func) []int {
	if list, ok := c.waits[f]; ok {
		return list
	}
	c.waits[f] = nil // should it call itself
	var params []*ast.Ident
	for _, field := range f.Type().Params.List {
		params = append(params, field.Names...)
	}
	takes := false
	for _, name := range params {
		takes = takes || c.isContext(name)
	}
	if !takes || f.Body() == nil {
		return nil
	}
	if s := c.newScan(f, nil); s != nil {
		end, _ := s.atEnd(nil)
		for i, name := range params {
			if p, ok := c.placeOf(name); ok {
				if _, done := end[p]; done {
					c.waits[f] = append(c.waits[f], i)
				}
			}
		}
	}
	return c.waits[f]
}

// atEnd returns what is done at every return that can be reached from block
// b, or at every return if b is nil, and whether there is one.
func (s *scan) atEnd(b *cfg.Block) (state, bool) {
	if b == nil {
		b = s.g.Blocks[0]
	}
	var end state
	found := false
	for i, reached := range flow.Reachable(s.g, b, nil) {
		from := s.g.Blocks[i]
		if !reached || from.Return() == nil || !s.known[i] {
			continue
		}
		if out := s.out(from); found {
			end = both(end, out)
		} else {
			end, found = out, true
		}
	}
	return end, found
}

// callee returns the function or method that is called, or nil.
func (c *checker) callee(call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	return fn
}
