package lifecycle

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// define looks at the identifier that declares a tracker.
func (tf *trackerFinder) define(c inspector.Cursor, t *Tracker) {
	if t.Kind == LocalTracker || t.Kind == ParamTracker {
		t.Func = tf.enclosing(c)
	}
	if t.Kind == FieldTracker {
		t.Owner = tf.owner(c)
	}
	switch ek, i := c.ParentEdge(); ek {
	case edge.AssignStmt_Lhs:
		assign := c.Parent().Node().(*ast.AssignStmt)
		tf.set(t, valueAt(assign.Lhs, assign.Rhs, i))
	case edge.ValueSpec_Names:
		spec := c.Parent().Node().(*ast.ValueSpec)
		if len(spec.Values) > 0 {
			tf.set(t, valueAt(spec.Names, spec.Values, i))
		}
	}
}

// owner returns the declared type whose field the identifier declares, or
// nil if the struct has no name. An embedded field is declared by the name
// of its type: that of sync.WaitGroup stands in a selector.
func (tf *trackerFinder) owner(c inspector.Cursor) *types.Named {
	for c.ParentEdgeKind() != edge.StructType_Fields {
		c = c.Parent()
	}
	spec, ok := c.Parent().Parent().Node().(*ast.TypeSpec)
	if !ok {
		return nil
	}
	tn, ok := tf.info.Defs[spec.Name].(*types.TypeName)
	if !ok {
		return nil
	}
	named, _ := tn.Type().(*types.Named)
	return named
}

// valueAt returns what the i-th name on the left is set to: the one call
// on the right if it has several results.
func valueAt[E ast.Expr](lhs []E, rhs []ast.Expr, i int) ast.Expr {
	if len(lhs) == len(rhs) {
		return rhs[i]
	}
	if len(rhs) == 1 {
		return rhs[0]
	}
	return nil
}

// set judges the value that a tracker is given: one of its own makes it
// fresh, an existing one does not. What happens to a local variable that
// is another name of an existing one is added to that one, see alias.
//
//	wg := new(sync.WaitGroup)
//	g, ctx := errgroup.WithContext(ctx)
//	p := &wg
func (tf *trackerFinder) set(t *Tracker, value ast.Expr) {
	value = ast.Unparen(value)
	if u, ok := value.(*ast.UnaryExpr); ok {
		value = ast.Unparen(u.X)
	}
	switch value := value.(type) {
	case *ast.CompositeLit:
		t.Fresh = true
		return
	case *ast.CallExpr:
		if id, ok := ast.Unparen(value.Fun).(*ast.Ident); ok && tf.info.Uses[id] == types.Universe.Lookup("new") {
			t.Fresh = true
			return
		}
		if tf.makes(value, known.Named(t.Var.Type())) {
			t.Fresh = true
			return
		}
	case *ast.Ident, *ast.SelectorExpr:
		if v := tf.Variable(value); t.Kind == LocalTracker && v != nil && v.Pkg() == tf.pass.Pkg && tf.tracks(v.Type()) {
			t.shared = true
			return
		}
	}
	t.add(Site{Pos: t.Var.Pos(), End: t.Var.Pos(), Role: Keeps, test: t.test})
}
