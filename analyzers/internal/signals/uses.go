package signals

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// use notes that op happens to what v holds at c.
func (x *Index) use(c inspector.Cursor, v *types.Var, op Op) {
	u := Use{Op: op, Node: c.Node(), In: x.lc.Enclosing(c), Var: v, Test: x.lc.Directives.InTest(c.Node().Pos())}
	for c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	switch c.ParentEdgeKind() {
	case edge.DeferStmt_Call:
		u.Defer = true
	case edge.GoStmt_Call:
		u.Go = true
	case edge.ExprStmt_X, edge.AssignStmt_Rhs:
		c = c.Parent()
	}
	if c.ParentEdgeKind() == edge.CommClause_Comm {
		u.Clause = c.Parent().Node().(*ast.CommClause)
		u.Select = c.Parent().Parent().Parent().Node().(*ast.SelectStmt)
	}
	n := x.node(v)
	n.uses = append(n.uses, u)
}

// temp returns a node for a value that no variable holds yet.
func (x *Index) temp(at ast.Node, t types.Type) *types.Var {
	v := types.NewVar(at.Pos(), x.pass.Pkg, "", t)
	x.node(v)
	return v
}

// unknown follows a value that comes from out of sight.
func (x *Index) unknown(c inspector.Cursor, e ast.Expr) {
	t := x.info.TypeOf(e)
	if t == nil {
		return
	}
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type() // v, ok
	}
	if signalType(t) == nil {
		return
	}
	v := x.temp(e, t)
	n := x.node(v)
	n.foreign = true
	x.leak(n, t)
	x.flow(c, v)
}

// flowOf follows the one result of a call; v is nil if its function is
// out of sight.
func (x *Index) flowOf(c inspector.Cursor, v *types.Var) {
	if v == nil {
		x.unknown(c, c.Node().(ast.Expr))
		return
	}
	x.flow(c, v)
}

// arrives follows the i-th of several results of a call; v is nil if its
// function is out of sight.
func (x *Index) arrives(c inspector.Cursor, i int, v *types.Var) {
	call := c.Node().(*ast.CallExpr)
	if v == nil {
		t := x.info.TypeOf(call).(*types.Tuple).At(i).Type()
		v = x.temp(call, t)
		n := x.node(v)
		n.foreign = true
		x.leak(n, t)
	}
	x.deliver(c, i, v)
}

// deliver puts v, the i-th result of the call at c, where the call's
// results go.
func (x *Index) deliver(c inspector.Cursor, i int, v *types.Var) {
	switch parent := c.Parent().Node().(type) {
	case *ast.AssignStmt:
		if i < len(parent.Lhs) {
			x.assign(parent.Lhs[i], v)
		}
	case *ast.ValueSpec:
		if i < len(parent.Names) {
			x.assign(parent.Names[i], v)
		}
	case *ast.ReturnStmt:
		x.returned(c.Parent(), i, v)
	case *ast.ExprStmt, *ast.DeferStmt, *ast.GoStmt:
	default:
		x.leak(x.node(v), v.Type()) // f(g())
	}
}

// source follows what a call makes.
func (x *Index) source(c inspector.Cursor, m Make) {
	tuple, ok := x.info.TypeOf(m.Call).(*types.Tuple)
	if !ok {
		v := x.temp(m.Call, x.info.TypeOf(m.Call))
		n := x.node(v)
		n.makes = append(n.makes, m)
		x.flow(c, v)
		return
	}
	ctxAt, stopAt := 0, 1
	if m.Origin == Grouped {
		ctxAt, stopAt = 1, -1
	}
	ctx := x.temp(m.Call, tuple.At(ctxAt).Type())
	var stop *types.Var
	if stopAt >= 0 && !x.drops(c, stopAt) {
		stop = x.temp(m.Call, tuple.At(stopAt).Type())
		n := x.node(stop)
		n.makes = append(n.makes, Make{Origin: CancelFunc, Call: m.Call, In: m.In, Ctx: ctx})
		x.deliver(c, stopAt, stop)
	}
	m.Stop = stop
	n := x.node(ctx)
	n.makes = append(n.makes, m)
	x.deliver(c, ctxAt, ctx)
}

// drops reports whether the i-th result of the call at c goes nowhere.
func (x *Index) drops(c inspector.Cursor, i int) bool {
	switch parent := c.Parent().Node().(type) {
	case *ast.AssignStmt:
		return i < len(parent.Lhs) && isBlank(parent.Lhs[i])
	case *ast.ValueSpec:
		return i < len(parent.Names) && isBlank(parent.Names[i])
	case *ast.ExprStmt:
		return true
	}
	return false
}

func isBlank(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && id.Name == "_"
}

// opaque looks at an expression whose value comes from out of sight.
func (x *Index) opaque(c inspector.Cursor) {
	e := c.Node().(ast.Expr)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op != token.ARROW {
		return
	}
	x.unknown(c, e)
}

// field returns the struct field that the key of a literal names, or nil.
func (x *Index) field(key ast.Expr) *types.Var {
	id, ok := key.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := x.info.Uses[id].(*types.Var)
	if !ok || !v.IsField() {
		return nil
	}
	return v
}

func structOf(t types.Type) *types.Struct {
	if t == nil {
		return nil
	}
	u := t.Underlying()
	if p, ok := u.(*types.Pointer); ok {
		u = p.Elem().Underlying() // an element &T{} of a list, written {}
	}
	st, _ := u.(*types.Struct)
	return st
}

// paramAt returns the parameter that receives argument i, that of the
// list if it is one of several.
func paramAt(sig *types.Signature, i int) *types.Var {
	if sig == nil || sig.Params().Len() == 0 {
		return nil
	}
	if last := sig.Params().Len() - 1; i >= last {
		if i > last && !sig.Variadic() {
			return nil
		}
		i = last
	}
	return sig.Params().At(i)
}

func isMethodExpr(info *types.Info, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	s := info.Selections[sel]
	return s != nil && s.Kind() == types.MethodExpr
}
