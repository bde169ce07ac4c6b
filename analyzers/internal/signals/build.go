package signals

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// build joins the nodes of the package. It visits every identifier that
// holds a signal and every call that makes or returns one, and looks at
// where the value goes from there.
func (x *Index) build() {
	x.nodes = make(map[*types.Var]*node)
	x.findLoose()
	for c := range x.insp.Root().Preorder((*ast.Ident)(nil), (*ast.CallExpr)(nil), (*ast.FuncDecl)(nil),
		(*ast.FuncLit)(nil), (*ast.UnaryExpr)(nil), (*ast.TypeAssertExpr)(nil), (*ast.RangeStmt)(nil)) {
		switch n := c.Node().(type) {
		case *ast.Ident:
			x.ident(c, n)
		case *ast.UnaryExpr, *ast.TypeAssertExpr:
			x.opaque(c)
		case *ast.RangeStmt:
			x.produced(n)
		case *ast.CallExpr:
			x.call(c, n)
		case *ast.FuncDecl:
			fn, _ := x.info.Defs[n.Name].(*types.Func)
			if fn != nil {
				x.boundary(fn.Signature(), x.open(fn))
			}
		case *ast.FuncLit:
			if sig, ok := x.info.TypeOf(n.Type).(*types.Signature); ok {
				x.boundary(sig, !x.inSight(c))
			}
			x.opaque(c)
		}
	}
	for n, obj := range x.info.Implicits {
		if v, ok := obj.(*types.Var); ok && signalType(v.Type()) != nil {
			if _, ok := n.(*ast.CaseClause); ok {
				x.unseen(v)
			}
		}
	}
	x.collect()
}

// unseen notes that what v holds comes from out of sight.
func (x *Index) unseen(v *types.Var) {
	n := x.node(v)
	n.foreign = true
	x.leak(n, v.Type())
}

// produced looks at the variables of a range over something that is no
// container: a channel of signals, or an iterator.
func (x *Index) produced(stmt *ast.RangeStmt) {
	t := x.info.TypeOf(stmt.X)
	if t == nil {
		return
	}
	switch t.Underlying().(type) {
	case *types.Chan, *types.Signature:
	default:
		if x.place(stmt.X) != nil {
			return // seen at the container
		}
	}
	for _, dst := range []ast.Expr{stmt.Key, stmt.Value} {
		if dst == nil {
			continue
		}
		if v := x.place(dst); v != nil && !x.outOfTest(v, dst) {
			x.unseen(v)
		}
	}
}

// findLoose notes the functions whose calls are not all in sight: those
// that are used as values, and the methods that an interface may call.
func (x *Index) findLoose() {
	x.loose = make(map[*types.Func]bool)
	x.dynamic = make(map[string]bool)
	for c := range x.insp.Root().Preorder((*ast.Ident)(nil), (*ast.InterfaceType)(nil)) {
		switch n := c.Node().(type) {
		case *ast.InterfaceType:
			for _, field := range n.Methods.List {
				for _, name := range field.Names {
					x.dynamic[name.Name] = true
				}
			}
		case *ast.Ident:
			fn, ok := x.info.Uses[n].(*types.Func)
			if !ok || fn.Pkg() != x.pass.Pkg {
				continue
			}
			if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
				c = c.Parent()
			}
			if !isCallee(c) {
				x.loose[fn.Origin()] = true
			}
		}
	}
}

// isCallee reports whether the expression is what a call calls, be it
// instantiated or in parentheses.
func isCallee(c inspector.Cursor) bool {
	for {
		switch c.ParentEdgeKind() {
		case edge.ParenExpr_X, edge.IndexExpr_X, edge.IndexListExpr_X:
			c = c.Parent()
		case edge.CallExpr_Fun:
			return true
		default:
			return false
		}
	}
}

// open reports whether code out of sight may call fn.
func (x *Index) open(fn *types.Func) bool {
	if fn.Name() == "main" || fn.Name() == "init" {
		return false
	}
	if fn.Signature().Recv() != nil {
		return fn.Exported() || x.loose[fn] || x.dynamic[fn.Name()]
	}
	return fn.Exported() && x.importable() || x.loose[fn]
}

// inSight reports whether the literal is called where it stands, or held
// by a local variable that is only called.
func (x *Index) inSight(c inspector.Cursor) bool {
	for c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	return c.ParentEdgeKind() == edge.CallExpr_Fun
}

// boundary notes what a function's parameters and results say: of one that
// code out of sight may call, they come from there and go there.
func (x *Index) boundary(sig *types.Signature, open bool) {
	if !open {
		return
	}
	for v := range sig.Params().Variables() {
		if signalType(v.Type()) != nil {
			n := x.node(v)
			n.foreign = true
			x.leak(n, v.Type())
		}
	}
	for v := range sig.Results().Variables() {
		if signalType(v.Type()) != nil {
			x.leak(x.node(v), v.Type())
		}
	}
}

// ident looks at an identifier that names a signal.
func (x *Index) ident(c inspector.Cursor, id *ast.Ident) {
	if fn, ok := x.info.Uses[id].(*types.Func); ok {
		x.function(c, fn)
		return
	}
	v, ok := x.info.Uses[id].(*types.Var)
	def := !ok
	if def {
		v, ok = x.info.Defs[id].(*types.Var)
	}
	if !ok || v.Name() == "_" {
		return
	}
	if signalType(v.Type()) == nil {
		if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
			c = c.Parent()
		}
		x.converted(c, id)
		return
	}
	if x.outOfTest(v, id) {
		return
	}
	v = v.Origin()
	x.node(v)
	switch c.ParentEdgeKind() {
	case edge.SelectorExpr_Sel:
		c = c.Parent()
	case edge.Field_Names, edge.AssignStmt_Lhs, edge.ValueSpec_Names, edge.RangeStmt_Key, edge.RangeStmt_Value:
		return // where it comes from is seen at the value
	case edge.KeyValueExpr_Key:
		if v.IsField() {
			return
		}
	}
	if def {
		return
	}
	x.flow(c, v)
}

// function looks at a mention of a function: one that is not called is a
// value of func type that nobody made in sight.
func (x *Index) function(c inspector.Cursor, fn *types.Func) {
	if !isStopFunc(withoutReceiver(fn.Signature())) {
		return
	}
	if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
		c = c.Parent()
	}
	if !isCallee(c) {
		x.unknown(c, c.Node().(ast.Expr))
	}
}

// outOfTest reports whether a test file mentions a variable that is
// declared outside test files.
func (x *Index) outOfTest(v *types.Var, at ast.Node) bool {
	return x.lc.Directives.InTest(at.Pos()) && !x.lc.Directives.InTest(v.Pos())
}

// call looks at a call that makes a signal or returns one.
func (x *Index) call(c inspector.Cursor, call *ast.CallExpr) {
	if x.info.Types[call.Fun].IsType() {
		return // a conversion: seen at its operand
	}
	if m, ok := x.made(call); ok {
		m.In = x.lc.Enclosing(c)
		x.source(c, m)
		return
	}
	switch t := x.info.TypeOf(call).(type) {
	case *types.Tuple:
		for i := range t.Len() {
			if signalType(t.At(i).Type()) != nil {
				x.arrives(c, i, x.result(call, i))
			}
		}
	case nil:
	default:
		switch {
		case signalType(t) == nil:
			x.converted(c, call)
		case x.doneOf(call) == nil && !x.callsBuiltin(call):
			x.flowOf(c, x.result(call, 0))
		}
	}
}

// callsBuiltin reports whether the call is one of append, make or new:
// what they return holds nothing, or what is seen at the arguments.
func (x *Index) callsBuiltin(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	_, ok = x.info.Uses[id].(*types.Builtin)
	return ok
}
