package stopwithoutwait

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// owned returns the variable or field that e names. Of what a local variable
// or a parameter of f selects it is that: what the fields of something hold
// that comes and goes is a matter of the moment.
func (c *checker) owned(f *lifecycle.Func, e ast.Expr) *types.Var {
	if id := rootOf(e); id != nil {
		v, ok := c.info.Uses[id].(*types.Var)
		if ok && f.Body().Pos() < v.Pos() && v.Pos() < f.Body().End() || ok && c.paramOf(f, v) {
			return c.holder(id)
		}
	}
	return c.holder(e)
}

// paramOf reports whether v is a parameter of f, receivers left out.
func (c *checker) paramOf(f *lifecycle.Func, v *types.Var) bool {
	sig := signatureOf(c.info, f)
	if sig == nil {
		return false
	}
	for param := range sig.Params().Variables() {
		if param == v {
			return true
		}
	}
	return false
}

// base returns what a chain of calls starts from: s.db in
// s.db.Table("t").Delete.
func base(e ast.Expr) ast.Expr {
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return e
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return e
		}
		e = sel.X
	}
}

// handedIn reports whether what v holds was handed to the type of the
// goroutine, or to the function that starts it, by who uses the package: what
// the package makes itself is for itself to tear down, or to leave alone.
func (c *checker) handedIn(b *body, v *types.Var) bool {
	if c.pass.Pkg.Name() == "main" {
		return false // nobody uses it
	}
	c.sources()
	seen := map[*types.Var]bool{v: true}
	handed := false
	for work := []*types.Var{v}; len(work) > 0; {
		next := work[len(work)-1]
		work = work[:len(work)-1]
		if listens(next.Name()) {
			return false
		}
		from, made := c.origins(next)
		handed = handed || next.IsField() && next.Exported() && !made && len(from) == 0 || c.parameter(b, next)
		for _, source := range from {
			if !seen[source] {
				seen[source] = true
				work = append(work, source)
			}
		}
	}
	return handed
}

// origins returns the variables that the value of v comes from, those left out
// that it is made of; made says that the package makes some itself. A field of
// something that another package declares comes with that: cfg.DB with cfg.
func (c *checker) origins(v *types.Var) (from []*types.Var, made bool) {
	from = slices.Clone(c.comes[v])
	for _, value := range c.values[v] {
		sel, ok := ast.Unparen(value).(*ast.SelectorExpr)
		if id := rootOf(value); ok && id != nil && c.holder(id) != nil && c.info.Selections[sel] != nil {
			if of := c.holder(sel.X); of != nil {
				from = append(from, of)
			} else {
				from = append(from, c.holder(id))
			}
			continue
		}
		made = true
	}
	return from, made
}

// parameter reports whether v is a parameter by which users hand the type of
// the goroutine, or its starter, what it works with: one of the starter, of a
// function that makes a value of the type, or of a method that sets it up.
// What comes by other methods is work, and no tool.
func (c *checker) parameter(b *body, v *types.Var) bool {
	if c.params == nil {
		c.params = make(map[*types.Var]*lifecycle.Func)
		for _, f := range c.lc.Funcs() {
			if f.Obj == nil || c.lc.Directives.InTest(f.Pos()) {
				continue
			}
			for param := range f.Obj.Signature().Params().Variables() {
				c.params[param] = f
			}
		}
	}
	f := c.params[v]
	if f == nil || c.reach(b.fn)[f] || !f.Obj.Exported() && len(c.callsOf(f)) > 0 {
		return false
	}
	return f == outermost(b.spawn.In) || f.Obj.Signature().Recv() == nil ||
		hasPrefixFold(f.Obj.Name(), "new", "set", "with", "init", "start", "run", "open", "register", "use", "bind")
}

// putValue notes that a variable holds what is made, and not what another one
// holds.
func (c *checker) putValue(to *types.Var, e ast.Expr) {
	if to != nil && !c.info.Types[e].IsNil() && !slices.Contains(c.values[to], e) {
		c.values[to] = append(c.values[to], e)
	}
}
