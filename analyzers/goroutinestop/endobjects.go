package goroutinestop

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A goroutine that works for an object is there once for each of them. Who
// makes objects, or says that they are started, leaves one goroutine behind
// for each, which keeps its object alive, too. So does who can be called by
// others, with what the goroutine is to work for:
//
//	func NewCache() *Cache { c := &Cache{}; go c.sweep(); return c }
//	func (p *Poller) Start() { go p.loop() }

// perObject reports whether s is started for an object that its starter
// returns, or by its method Start.
func (c *checker) perObject(s *lifecycle.Spawn) bool {
	f := c.declaration(s.In)
	if f == nil || f.Obj == nil || f.Body() == nil {
		return false
	}
	if recv := f.Obj.Signature().Recv(); recv != nil {
		return f.Obj.Name() == "Start" && c.speaksOf(s.Call, recv)
	}
	made := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			_, lit := n.(*ast.FuncLit)
			return !lit
		}
		for _, e := range ret.Results {
			if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
				e = u.X
			}
			v := c.lc.Variable(e)
			made = made || v != nil && v.Kind() == types.LocalVar && isObject(v.Type()) && c.speaksOf(s.Call, v)
		}
		return false
	})
	return made
}

// isObject reports whether t is a struct or a pointer to one.
func isObject(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// perCall reports whether an exported function of a package that others import
// starts s for what it is given: there is a goroutine for each call.
//
//	func Watch(path string, onChange func()) { go func() { for { poll(path, onChange) } }() }
func (c *checker) perCall(s *lifecycle.Spawn) bool {
	f := c.declaration(s.In)
	if f == nil || f.Obj == nil || !f.Obj.Exported() || f.Decl.Recv != nil || c.pass.Pkg.Name() == "main" {
		return false
	}
	for in := s.In; in != nil && in.Lit != nil; in = in.Parent {
		if c.doneOnce(in.Lit, func(ast.Expr) bool { return true }) {
			return false
		}
	}
	for v := range f.Obj.Signature().Params().Variables() {
		if b, ok := v.Type().Underlying().(*types.Basic); (!ok || b.Info()&types.IsNumeric == 0) && c.speaksOf(s.Call, v) {
			return true
		}
	}
	return false
}
