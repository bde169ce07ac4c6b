package exitskipsdefer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// A writer that nothing has been written to needs no Flush, a group that has
// not started anything no Wait, and a list of files that is empty no removal:
//
//	w := bufio.NewWriter(os.Stdout)
//	defer w.Flush()
//	if len(args) == 0 { log.Fatal("no arguments") }
//
// So such a variable has to be mentioned between its declaration and the exit
// on the way. What a literal that is kept in a variable does with it counts
// where a func variable is called.

// idle reports whether it matters that the variable of d is used before the
// exit, and nothing above the defer statement does that.
func (w *walker) idle(d deferral) bool {
	v, ok := d.base.(*types.Var)
	if !ok || v.Kind() != types.LocalVar || v.Pos() < w.f.Body().Pos() || w.f.Body().End() <= v.Pos() {
		return false
	}
	if d.category != skipsFlush && d.category != skipsWait && !isCollection(v.Type()) {
		return false
	}
	used := false
	decl := w.declaration(v)
	ast.Inspect(w.f.Body(), func(n ast.Node) bool {
		if n == nil || n == decl || n.Pos() >= d.stmt.Pos() {
			return false
		}
		id, ok := n.(*ast.Ident)
		used = used || ok && w.pass.TypesInfo.Uses[id] == v
		return !used
	})
	return !used
}

func isCollection(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Slice, *types.Map:
		return true
	}
	return false
}

// declaration returns the statement that declares v, or nil.
func (w *walker) declaration(v *types.Var) ast.Node {
	var decl ast.Node
	ast.Inspect(w.f.Body(), func(n ast.Node) bool {
		switch n.(type) {
		case *ast.AssignStmt, *ast.DeclStmt:
			if n.Pos() <= v.Pos() && v.Pos() < n.End() {
				decl = n
			}
		}
		return decl == nil
	})
	return decl
}

// touches reports whether a node of the graph uses the variable of d.
func (w *walker) touches(n ast.Node, d deferral) bool {
	if _, ok := n.(*ast.DeferStmt); ok {
		return false
	}
	if w.mentions(n, d.base) {
		return true
	}
	calls := false
	flow.Calls(n, func(call *ast.CallExpr, _ flow.How) {
		to := w.lc.Callee(call)
		calls = calls || to.Var != nil || to.Func != nil && to.Func.Lit != nil && w.mentions(to.Func.Body(), d.base)
	})
	return calls
}

// mentions reports whether n names v, but for literals that it keeps in
// variables.
func (w *walker) mentions(n ast.Node, v types.Object) bool {
	found := false
	ast.Inspect(n, func(m ast.Node) bool {
		switch m := m.(type) {
		case *ast.AssignStmt:
			for _, rhs := range m.Rhs {
				if _, ok := ast.Unparen(rhs).(*ast.FuncLit); ok {
					return false // kept for later
				}
			}
		case *ast.Ident:
			found = found || w.pass.TypesInfo.Uses[m] == v
		}
		return !found
	})
	return found
}

// elements makes what is done to the elements of a list something that is
// done to the list.
//
//	for _, name := range clean { os.Remove(name) }
func (c *checker) elements(effects []effect, over []*ast.RangeStmt) []effect {
	effects = slices.Clone(effects)
	for i := range effects {
		for _, loop := range over {
			if v, ok := loop.Value.(*ast.Ident); ok && effects[i].on != nil && c.pass.TypesInfo.ObjectOf(v) == effects[i].on {
				effects[i].on, effects[i].base = c.variable(loop.X), c.base(loop.X)
			}
		}
	}
	return effects
}

// base returns the variable that a chain of selectors starts with, or nil.
func (c *checker) base(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := c.pass.TypesInfo.ObjectOf(e).(*types.Var); ok {
			return v
		}
	case *ast.SelectorExpr:
		return c.base(e.X)
	case *ast.StarExpr:
		return c.base(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return c.base(e.X)
		}
	case *ast.IndexExpr:
		return c.base(e.X)
	}
	return nil
}
