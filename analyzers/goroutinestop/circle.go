package goroutinestop

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A circle is an object and those that are made for it, as long as only they
// name each other and only functions of the package that are in sight are
// given them. Its goroutines keep it alive and can end alone by the cancel
// function in it, which nobody else can reach:
//
//	cc := &conn{}
//	cc.ctx, cc.cancel = context.WithCancel(context.Background())
//	go cc.dial() // makes a child, with child.conn = cc, and waits for cc.ctx
//	return nil, errClosed
type circle struct {
	*checker
	holder *holder
	vars   map[*types.Var]bool      // hold objects of the circle
	fields map[*types.Var]bool      // of these objects: hold others of them
	funcs  map[*lifecycle.Func]bool // are given objects of the circle
	opens  map[ast.Node]bool        // of the function with the holder: let others in
}

// circleOf returns the circle of the object of h.
func (c *checker) circleOf(h *holder) *circle {
	k := &circle{
		checker: c, holder: h,
		vars:   map[*types.Var]bool{h.v: true},
		fields: make(map[*types.Var]bool),
		funcs:  map[*lifecycle.Func]bool{h.in: true},
		opens:  make(map[ast.Node]bool),
	}
	g := c.lc.CFG(h.in)
	if g == nil {
		return k
	}
	for size := 0; size < len(k.vars)+len(k.fields); {
		size = len(k.vars) + len(k.fields)
		for _, b := range g.Blocks {
			for _, n := range b.Nodes {
				if n != h.got {
					s := &circleScan{circle: k, root: n}
					k.opens[n] = s.scan(n)
				}
			}
		}
	}
	return k
}

// A circleScan looks at what one node of the function with the holder comes
// to.
type circleScan struct {
	*circle
	root ast.Node
	seen []*lifecycle.Func
	open bool // somebody outside may get an object, or the cancel function is named
}

// maxCircle is the number of functions that are looked at for one node.
const maxCircle = 24

func (s *circleScan) scan(n ast.Node) bool {
	var stack []ast.Node
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := s.pass.TypesInfo.Uses[id].(*types.Var); ok {
				s.open = s.open || v == s.holder.cancel || s.vars[v] && (s.inValue(stack) || !s.keeps(id, stack))
			}
		}
		stack = append(stack, n)
		return true
	})
	return s.open
}

// inValue reports whether what stands in the stack of nodes is in a function
// literal that is not called at once.
func (s *circleScan) inValue(stack []ast.Node) bool {
	for i, n := range stack {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			continue
		}
		if i == 0 {
			return true
		}
		if call, ok := stack[i-1].(*ast.CallExpr); !ok || call.Fun != lit {
			return true
		}
	}
	return false
}

// keeps reports whether the expression e, which stands for an object of the
// circle below the stack of nodes, is not given to anybody outside.
func (s *circleScan) keeps(e ast.Expr, stack []ast.Node) bool {
	if len(stack) == 0 {
		return false
	}
	parent, above := stack[len(stack)-1], stack[:len(stack)-1]
	switch p := parent.(type) {
	case *ast.ParenExpr:
		return s.keeps(p, above)
	case *ast.SelectorExpr:
		return s.keepsPart(p, above)
	case *ast.BinaryExpr:
		return p.Op == token.EQL || p.Op == token.NEQ
	case *ast.AssignStmt:
		i := slices.Index(p.Rhs, e)
		return i < 0 || len(p.Lhs) == len(p.Rhs) && s.keepsIn(p.Lhs[i], p)
	case *ast.KeyValueExpr:
		return p.Value == e && s.keepsMember(p, above)
	case *ast.CallExpr:
		return s.keepsArg(p, e, above)
	}
	return false
}

// keepsPart reports whether nobody outside gets an object through what a
// selector asks it for.
func (s *circleScan) keepsPart(sel *ast.SelectorExpr, above []ast.Node) bool {
	switch obj := s.pass.TypesInfo.Uses[sel.Sel].(type) {
	case *types.Var:
		switch {
		case obj.Origin() == s.holder.field.Origin():
			return s.assigned(sel, above)
		case s.fields[obj.Origin()] && !s.assigned(sel, above):
			return s.keeps(sel, above)
		case s.hasCancel(obj.Type(), 0):
			return s.keeps(sel, above)
		}
		return true
	case *types.Func:
		if len(above) == 0 {
			return false
		}
		call, ok := above[len(above)-1].(*ast.CallExpr)
		recv := obj.Origin().Signature().Recv()
		return ok && call.Fun == sel && recv != nil && s.follow(s.lc.Declared(obj), recv)
	}
	return false
}

func (s *circleScan) assigned(e ast.Expr, above []ast.Node) bool {
	if len(above) == 0 {
		return false
	}
	a, ok := above[len(above)-1].(*ast.AssignStmt)
	return ok && slices.Contains(a.Lhs, e)
}

// hasCancel reports whether a value of type t has the cancel function in it.
func (s *circleScan) hasCancel(t types.Type, depth int) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 3 {
		return false
	}
	for f := range st.Fields() {
		if f.Origin() == s.holder.field.Origin() || s.hasCancel(f.Type(), depth+1) {
			return true
		}
	}
	return false
}

// keepsIn reports whether an object that is assigned to e stays in the
// circle: in a variable of a function that is looked at, or in a field of
// another object of the circle.
func (s *circleScan) keepsIn(e ast.Expr, at ast.Node) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if e.Name == "_" {
			return true
		}
		v, ok := s.pass.TypesInfo.ObjectOf(e).(*types.Var)
		if !ok || v.Kind() != types.LocalVar || at == s.root || !s.declares(v) {
			return false
		}
		s.vars[v] = true
		return true
	case *ast.SelectorExpr:
		field, of := s.fieldOf(e)
		if field == nil || of == nil || !field.IsField() || !s.vars[of] {
			return false
		}
		s.fields[field.Origin()] = true
		return true
	}
	return false
}

// declares reports whether v is declared in what is looked at.
func (s *circleScan) declares(v *types.Var) bool {
	within := func(n ast.Node) bool { return n.Pos() <= v.Pos() && v.Pos() < n.End() }
	return within(s.root) || slices.ContainsFunc(s.seen, func(f *lifecycle.Func) bool { return within(f.Body()) })
}

// keepsMember reports whether the literal that has an object in a field is
// one that joins the circle.
//
//	child := &child{conn: cc}
func (s *circleScan) keepsMember(kv *ast.KeyValueExpr, above []ast.Node) bool {
	key, ok := kv.Key.(*ast.Ident)
	if !ok {
		return false
	}
	field, ok := s.pass.TypesInfo.Uses[key].(*types.Var)
	if !ok || !field.IsField() {
		return false
	}
	i := len(above) - 1
	for i > 0 && isLiteralPart(above[i]) {
		i--
	}
	a, ok := above[max(i, 0)].(*ast.AssignStmt)
	if !ok || len(a.Lhs) != len(a.Rhs) {
		return false
	}
	s.fields[field.Origin()] = true
	return s.keepsIn(a.Lhs[slices.Index(a.Rhs, above[i+1].(ast.Expr))], a)
}

// isLiteralPart reports whether n is T{...} or the rest of &T{...}.
func isLiteralPart(n ast.Node) bool {
	switch n.(type) {
	case *ast.CompositeLit, *ast.UnaryExpr, *ast.ParenExpr:
		return true
	}
	return false
}

// keepsArg reports whether an object stays in the circle that is an argument
// of the call: of append to a field of the circle, or of a function in sight.
func (s *circleScan) keepsArg(call *ast.CallExpr, e ast.Expr, above []ast.Node) bool {
	i := slices.Index(call.Args, e)
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && i >= 0 {
		if b, ok := s.pass.TypesInfo.Uses[id].(*types.Builtin); ok {
			return b.Name() == "append" && s.keeps(call, above) || b.Name() == "len"
		}
	}
	to := s.lc.Callee(call).Func
	if i < 0 || to == nil || call.Ellipsis.IsValid() {
		return false
	}
	sig := s.signature(to)
	if sig == nil || i >= sig.Params().Len() || sig.Variadic() && i == sig.Params().Len()-1 {
		return false
	}
	return s.follow(to, sig.Params().At(i))
}

func (s *circleScan) signature(f *lifecycle.Func) *types.Signature {
	if f.Obj != nil {
		return f.Obj.Origin().Signature()
	}
	sig, _ := s.pass.TypesInfo.TypeOf(f.Lit).(*types.Signature)
	return sig
}

// follow looks at a function that is given an object as v, and reports
// whether that stays in the circle.
func (s *circleScan) follow(f *lifecycle.Func, v *types.Var) bool {
	if f == nil || f.Body() == nil || len(s.seen) > maxCircle {
		return false
	}
	s.vars[v] = true
	if slices.Contains(s.seen, f) {
		return true
	}
	s.seen = append(s.seen, f)
	s.funcs[f] = true
	return !s.scan(f.Body())
}
