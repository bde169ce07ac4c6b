package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// A Func is a function of this package: a declared one or a literal.
type Func struct {
	Decl   *ast.FuncDecl // nil for a literal
	Lit    *ast.FuncLit  // nil for a declared function
	Obj    *types.Func   // nil for a literal
	Parent *Func         // what encloses a literal; nil outside functions

	calls   []*ast.CallExpr   // in the body, not in nested literals
	endLoop bool              // has a loop that may be endless
	blocks  []*ast.SelectStmt // without cases
	callers []*Func
	exit    Exit
	via     []*exitSite // what the exit of this function rests on
	byLevel bool        // it exits because of the level that it hands over
}

// Body returns the body, or nil if the function is declared elsewhere,
// as those in assembly are, or so wrong that it has no object.
func (f *Func) Body() *ast.BlockStmt {
	switch {
	case f.Lit != nil:
		return f.Lit.Body
	case f.Obj == nil:
		return nil
	}
	return f.Decl.Body
}

// Type returns the syntax of the signature.
func (f *Func) Type() *ast.FuncType {
	if f.Lit != nil {
		return f.Lit.Type
	}
	return f.Decl.Type
}

// Pos returns where the function starts.
func (f *Func) Pos() token.Pos {
	if f.Lit != nil {
		return f.Lit.Pos()
	}
	return f.Decl.Pos()
}

// A binding is what is known of a variable of func type.
type binding struct {
	values []ast.Expr
	local  bool // declared by an assignment or a var, so no parameter or result
	opaque bool // also set by something that is no plain assignment
}

// index walks the package once and remembers functions, the calls in
// them, and what is assigned to variables of func type.
func (r *Result) index() {
	r.declared = make(map[*types.Func]*Func)
	r.literals = make(map[*ast.FuncLit]*Func)
	r.bindings = make(map[*types.Var]*binding)
	var stack []*Func
	top := func() *Func {
		if len(stack) == 0 {
			return nil
		}
		return stack[len(stack)-1]
	}
	types := []ast.Node{(*ast.FuncDecl)(nil), (*ast.FuncLit)(nil), (*ast.CallExpr)(nil), (*ast.ForStmt)(nil),
		(*ast.RangeStmt)(nil), (*ast.SelectStmt)(nil), (*ast.BranchStmt)(nil), (*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil)}
	r.insp.Nodes(types, func(n ast.Node, push bool) bool {
		switch n := n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if !push {
				stack = stack[:len(stack)-1]
				return true
			}
			stack = append(stack, r.addFunc(n, top()))
		default:
			if push {
				r.note(n, top())
			}
		}
		return true
	})
}

func (r *Result) addFunc(n ast.Node, parent *Func) *Func {
	f := &Func{Parent: parent}
	switch n := n.(type) {
	case *ast.FuncDecl:
		f.Decl = n
		if obj, ok := r.info.Defs[n.Name].(*types.Func); ok {
			f.Obj = obj
			r.declared[obj] = f
		}
	case *ast.FuncLit:
		f.Lit = n
		r.literals[n] = f
	}
	r.funcs = append(r.funcs, f)
	return f
}

// note files one node under the function that it stands in.
func (r *Result) note(n ast.Node, f *Func) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if id, ok := ast.Unparen(lhs).(*ast.Ident); ok {
				var value ast.Expr
				if len(n.Lhs) == len(n.Rhs) {
					value = n.Rhs[i]
				}
				r.bind(id, value)
			}
		}
		return
	case *ast.ValueSpec:
		for i, id := range n.Names {
			switch len(n.Values) {
			case len(n.Names):
				r.bind(id, n.Values[i])
			case 0:
				r.bind(id, n.Type) // declared; the value comes later
			default:
				r.bind(id, nil)
			}
		}
		return
	}
	if f == nil {
		return // in a variable's initialiser
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		f.calls = append(f.calls, n)
	case *ast.ForStmt:
		f.endLoop = f.endLoop || n.Cond == nil || r.constTrue(n.Cond)
	case *ast.RangeStmt:
		f.endLoop = f.endLoop || isChan(r.info.TypeOf(n.X))
	case *ast.SelectStmt:
		if len(n.Body.List) == 0 {
			f.blocks = append(f.blocks, n)
		}
	case *ast.BranchStmt:
		f.endLoop = f.endLoop || n.Tok == token.GOTO
	}
}

// bind remembers that id is set to value, or to something unknown if
// value is nil. Only variables of func or channel type matter.
func (r *Result) bind(id *ast.Ident, value ast.Expr) {
	v, ok := r.info.ObjectOf(id).(*types.Var)
	if !ok {
		return
	}
	switch v.Type().Underlying().(type) {
	case *types.Signature, *types.Chan:
	default:
		return
	}
	b := r.bindings[v]
	if b == nil {
		b = new(binding)
		r.bindings[v] = b
	}
	b.local = b.local || r.info.Defs[id] == v
	if value == nil {
		b.opaque = true
		return
	}
	if tv := r.info.Types[value]; tv.IsNil() || tv.IsType() {
		return // what is nil at first is not called then
	}
	b.values = append(b.values, value)
}

// value returns the one expression that local variable v is ever set to,
// or nil if there are several or it is set in another way.
func (r *Result) value(v *types.Var) ast.Expr {
	b := r.bindings[v]
	if b == nil || !b.local || b.opaque || len(b.values) != 1 || isPackageLevel(v) {
		return nil
	}
	return b.values[0]
}

// A Target is what a call or a spawn runs: a function of this package,
// some other function or method, or a variable that is not known to hold
// one function only. All fields are nil if nothing is known.
type Target struct {
	Func *Func
	Obj  *types.Func
	Var  *types.Var
}

// Callee returns what the call runs.
func (r *Result) Callee(call *ast.CallExpr) Target {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return Target{Func: r.literals[lit]}
	}
	return r.target(typeutil.Callee(r.info, call))
}

// Value returns the function that an expression of func type stands for:
// a literal, a function, a method value, or a local variable that is set
// once.
func (r *Result) Value(e ast.Expr) Target {
	e = ast.Unparen(e)
	switch x := e.(type) {
	case *ast.IndexExpr: // an instantiated generic function, or an element
		if _, ok := r.info.TypeOf(x.X).(*types.Signature); !ok {
			return Target{}
		}
		e = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		e = ast.Unparen(x.X)
	}
	switch e := e.(type) {
	case *ast.FuncLit:
		return Target{Func: r.literals[e]}
	case *ast.Ident:
		return r.target(r.info.Uses[e])
	case *ast.SelectorExpr:
		return r.target(r.info.Uses[e.Sel])
	}
	return Target{}
}

func (r *Result) target(obj types.Object) Target {
	for range 8 { // a chain of variables, and no cycle of them
		switch o := obj.(type) {
		case *types.Func:
			fn := o.Origin()
			return Target{Func: r.declared[fn], Obj: fn}
		case *types.Var:
			switch value := ast.Unparen(r.value(o)).(type) {
			case *ast.FuncLit:
				return Target{Func: r.literals[value]}
			case *ast.Ident:
				obj = r.info.Uses[value]
				continue
			case *ast.SelectorExpr:
				obj = r.info.Uses[value.Sel]
				continue
			}
			return Target{Var: o.Origin()}
		default:
			return Target{}
		}
	}
	return Target{}
}

func isPackageLevel(v *types.Var) bool {
	return v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

func isChan(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Chan)
	return ok
}
