package goroutinestop

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A janitor looks after state that lives as long as the process: there is
// nothing that it could outlive.
//
//	func init() { go cleanCache() }
//	cleanerOnce.Do(func() { go func() { for { time.Sleep(time.Hour); cleanHosts() } }() })
//	var interned = newTable() // which starts a goroutine for the table
//
// It names package-level state alone, no captured variable, no argument and
// no receiver but such a variable, and is not started by a method, for each
// value of a type. Or what it looks after becomes package-level state,
// because only the initialisers of such variables come to where it is
// started.
func (c *checker) janitor(s *lifecycle.Spawn) bool {
	f := c.declaration(s.In)
	if f == nil {
		return true
	}
	if f.Obj == nil {
		return false
	}
	if returnsFunc(f) {
		return false // by which it can be stopped, one would think
	}
	switch {
	case c.packageStateOnly(s):
		return f.Decl.Recv == nil && !c.takesContext(f) || c.underOnceAt(s.In)
	case f.Decl.Recv != nil:
		return c.oneOfAKind(s, f)
	}
	return c.initialises(f) || c.kept(f) || c.ofMain(s) || c.onlySamples(s)
}

// takesContext reports whether f is given a context that somebody may cancel,
// and that it could have handed on.
func (c *checker) takesContext(f *lifecycle.Func) bool {
	for v := range f.Obj.Signature().Params().Variables() {
		if isContext(v.Type()) && c.mayBeFired(v) {
			return true
		}
	}
	return false
}

func returnsFunc(f *lifecycle.Func) bool {
	for v := range f.Obj.Signature().Results().Variables() {
		if _, ok := v.Type().Underlying().(*types.Signature); ok {
			return true
		}
	}
	return false
}

// declaration returns the declared function around f, or nil if f is part
// of a variable's initialiser.
func (c *checker) declaration(f *lifecycle.Func) *lifecycle.Func {
	for f != nil && f.Lit != nil {
		f = f.Parent
	}
	return f
}

// underOnceAt reports whether a package-level sync.Once does f, or what is
// around it.
func (c *checker) underOnceAt(f *lifecycle.Func) bool {
	for ; f != nil && f.Lit != nil; f = f.Parent {
		if c.underOnce(f.Lit) {
			return true
		}
	}
	return false
}

// initialises reports whether nothing but initialisers of package-level
// variables and init functions call f.
func (c *checker) initialises(f *lifecycle.Func) bool {
	if f.Obj == nil || f.Obj.Exported() || isInit(f) {
		return false
	}
	calls := 0
	for cur := range c.insp.Root().Preorder((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[cur.Node().(*ast.Ident)] != f.Obj {
			continue
		}
		if in := c.lc.Enclosing(cur); cur.ParentEdgeKind() != edge.CallExpr_Fun || in != nil && !isInit(in) {
			return false
		}
		calls++
	}
	return calls > 0
}

func isInit(f *lifecycle.Func) bool {
	return f.Decl != nil && f.Decl.Recv == nil && f.Decl.Name.Name == "init"
}

// underOnce reports whether the literal is what a package-level sync.Once
// does.
func (c *checker) underOnce(lit *ast.FuncLit) bool { return c.doneOnce(lit, c.packageLevel) }

// doneOnce reports whether the literal is what a sync.Once of that kind does.
func (c *checker) doneOnce(lit *ast.FuncLit, is func(ast.Expr) bool) bool {
	cur, ok := c.insp.Root().FindNode(lit)
	if !ok {
		return false
	}
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	return ok && fn.FullName() == "(*sync.Once).Do" && is(sel.X)
}

// packageStateOnly reports whether what runs is handed nothing but what
// has no place to be handed from: constants and package-level variables.
func (c *checker) packageStateOnly(s *lifecycle.Spawn) bool {
	if s.Go == nil || s.Body.Func == nil {
		return false
	}
	for _, arg := range s.Call.Args {
		if c.pass.TypesInfo.Types[arg].Value == nil && !c.isNumber(arg) && !c.packageLevel(arg) {
			return false
		}
	}
	switch fun := ast.Unparen(s.Call.Fun).(type) {
	case *ast.FuncLit:
		return !c.captures(fun)
	case *ast.SelectorExpr:
		sel := c.pass.TypesInfo.Selections[fun]
		return sel == nil || c.packageLevel(fun.X)
	}
	return s.Body.Func.Obj != nil
}

// captures reports whether the literal names a variable of a function
// around it, but for a number: how often it does its work is no state.
//
//	go func() { for range time.Tick(opt.Interval) { cleanCache() } }()
func (c *checker) captures(lit *ast.FuncLit) bool {
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			return !found && !c.isNumber(n)
		case *ast.Ident:
			v, ok := c.pass.TypesInfo.Uses[n].(*types.Var)
			if ok && !v.IsField() && v.Parent() != c.pass.Pkg.Scope() && v.Pkg() == c.pass.Pkg &&
				(v.Pos() < lit.Pos() || v.Pos() > lit.End()) && !c.isNumber(n) {
				found = true
			}
		}
		return !found
	})
	return found
}

// isNumber reports whether e has a number for its value.
func (c *checker) isNumber(e ast.Expr) bool {
	t := c.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// packageLevel reports whether e is a package-level variable, a part of
// one, or its address.
func (c *checker) packageLevel(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			if v, ok := c.pass.TypesInfo.Uses[x.Sel].(*types.Var); ok && !v.IsField() {
				return true // of another package
			}
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		case *ast.Ident:
			v, ok := c.pass.TypesInfo.Uses[x].(*types.Var)
			return ok && v.Parent() == c.pass.Pkg.Scope()
		default:
			return false
		}
	}
}
