package signals

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// flow looks at where a value goes that v holds and c stands for, and at
// what happens to it on the way.
func (x *Index) flow(c inspector.Cursor, v *types.Var) {
	for {
		ek, i := c.ParentEdge()
		p := c.Parent()
		switch parent := p.Node().(type) {
		case *ast.ParenExpr, *ast.StarExpr, *ast.SliceExpr:
			if ek == edge.SliceExpr_Low || ek == edge.SliceExpr_High || ek == edge.SliceExpr_Max {
				return
			}
			c = p
			continue
		case *ast.IndexExpr:
			if ek == edge.IndexExpr_Index {
				x.join(x.place(parent.X), v)
				return
			}
			c = p
			continue
		case *ast.UnaryExpr:
			if parent.Op == token.ARROW {
				x.use(p, v, Receive)
				return
			}
			c = p
			continue
		case *ast.KeyValueExpr, *ast.CompositeLit:
			if c = x.element(p, i, v); !c.Valid() {
				return
			}
			continue
		case *ast.SelectorExpr:
			x.method(p, parent, v)
			return
		case *ast.CallExpr:
			if ek == edge.CallExpr_Fun {
				x.use(p, v, Call)
				return
			}
			if !x.argument(p, parent, i, v) {
				return
			}
			c = p // append and conversions hand it on
			continue
		}
		x.settle(p, ek, i, v)
		return
	}
}

// element looks at a value that is an element of a literal. Of a list or a
// map the literal holds it too, and is returned.
func (x *Index) element(p inspector.Cursor, i int, v *types.Var) inspector.Cursor {
	lit := p
	kv, keyed := p.Node().(*ast.KeyValueExpr)
	if keyed {
		lit = p.Parent()
	}
	st := structOf(x.info.TypeOf(lit.Node().(*ast.CompositeLit)))
	if st == nil {
		return lit
	}
	if keyed {
		if field := x.field(kv.Key); field != nil {
			x.store(field, v)
		}
	} else if i < st.NumFields() {
		x.store(st.Field(i), v)
	}
	return inspector.Cursor{}
}

// settle looks at a value that comes to a statement.
func (x *Index) settle(p inspector.Cursor, ek edge.Kind, i int, v *types.Var) {
	switch stmt := p.Node().(type) {
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Rhs && i < len(stmt.Lhs) {
			x.assign(stmt.Lhs[i], v)
		}
	case *ast.ValueSpec:
		if ek == edge.ValueSpec_Values && i < len(stmt.Names) {
			x.assign(stmt.Names[i], v)
		}
	case *ast.ReturnStmt:
		x.returned(p, i, v)
	case *ast.SendStmt:
		if ek == edge.SendStmt_Chan {
			x.use(p, v, Send)
		} else {
			x.leak(x.node(v), v.Type())
		}
	case *ast.RangeStmt:
		if ek == edge.RangeStmt_X {
			x.ranged(p, stmt, v)
		}
	case *ast.BinaryExpr, *ast.ExprStmt, *ast.CaseClause, *ast.SwitchStmt, *ast.IncDecStmt:
		// compared, or dropped
	default:
		x.leak(x.node(v), v.Type())
	}
}

// assign notes that what v holds is put where dst says.
func (x *Index) assign(dst ast.Expr, v *types.Var) {
	if id, ok := ast.Unparen(dst).(*ast.Ident); ok && id.Name == "_" {
		return
	}
	to := x.place(dst)
	if to == nil || x.outOfTest(to, dst) {
		x.leak(x.node(v), v.Type()) // an interface, or something out of sight
		return
	}
	x.join(to, v)
}

// store notes that what v holds is put into a field or a parameter.
func (x *Index) store(to *types.Var, v *types.Var) {
	to = to.Origin()
	if signalType(to.Type()) == nil {
		x.leak(x.node(v), v.Type())
		return
	}
	x.join(to, v)
}

// returned notes that a function returns what v holds as result i.
func (x *Index) returned(ret inspector.Cursor, i int, v *types.Var) {
	f := x.lc.Enclosing(ret)
	if f == nil {
		return
	}
	sig := x.signature(f.Obj, f.Lit)
	if sig == nil || i >= sig.Results().Len() {
		return
	}
	x.store(sig.Results().At(i), v)
}

// ranged looks at a range over a channel or a container of signals.
func (x *Index) ranged(c inspector.Cursor, stmt *ast.RangeStmt, v *types.Var) {
	t := x.info.TypeOf(stmt.X)
	if t == nil {
		return
	}
	switch t.Underlying().(type) {
	case *types.Chan:
		x.use(c, v, Range)
		return
	case *types.Signature:
		return
	}
	for _, dst := range []ast.Expr{stmt.Key, stmt.Value} {
		if dst == nil {
			continue
		}
		if to := x.place(dst); to != nil {
			x.join(to, v)
		}
	}
}

// method looks at a selector behind a signal: a method of a context.
func (x *Index) method(c inspector.Cursor, sel *ast.SelectorExpr, v *types.Var) {
	if c.ParentEdgeKind() != edge.CallExpr_Fun {
		x.leak(x.node(v), v.Type())
		return
	}
	switch sel.Sel.Name {
	case "Done":
		x.flow(c.Parent(), v)
	case "Err":
		x.use(c.Parent(), v, Err)
	}
}

// argument looks at a signal that is the i-th argument of a call. It
// reports whether the call's result holds the signal too.
func (x *Index) argument(c inspector.Cursor, call *ast.CallExpr, i int, v *types.Var) bool {
	if tv := x.info.Types[call.Fun]; tv.IsType() {
		if signalType(tv.Type) == nil {
			x.leak(x.node(v), v.Type())
			return false
		}
		return true
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if _, builtin := x.info.Uses[id].(*types.Builtin); builtin {
			return x.builtin(c, call, id.Name, i, v)
		}
	}
	if isContext(x.info.TypeOf(call.Args[i])) {
		x.use(c, v, Given)
		if _, ok := x.made(call); ok {
			return false
		}
	}
	sig, _ := x.info.TypeOf(call.Fun).(*types.Signature)
	to := x.lc.Callee(call)
	if to.Func != nil && !isMethodExpr(x.info, call) {
		sig = x.signature(to.Func.Obj, to.Func.Lit)
	}
	param := paramAt(sig, i)
	switch {
	case param == nil:
		x.leak(x.node(v), v.Type())
	case to.Func != nil && !isMethodExpr(x.info, call):
		x.store(param, v)
	case receiveOnly(param.Type()):
		x.leak(x.node(v), param.Type())
	default:
		x.leak(x.node(v), v.Type())
	}
	return false
}

// builtin looks at a signal that is an argument of a built-in function.
func (x *Index) builtin(c inspector.Cursor, call *ast.CallExpr, name string, i int, v *types.Var) bool {
	switch name {
	case "close":
		x.use(c, v, Close)
	case "len", "cap":
		x.use(c, v, Len)
	case "append", "copy":
		if i > 0 {
			x.join(x.place(call.Args[0]), v)
		}
		return name == "append"
	case "panic":
		x.leak(x.node(v), v.Type())
	}
	return false
}
