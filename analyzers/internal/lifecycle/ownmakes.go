package lifecycle

import (
	"go/ast"
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// makesOwn reports whether a function makes a tracker, a value of one of those
// types, and returns it as its first result without anyone else having it.
//
//	return &pool{sem: make(chan struct{}, n)}
//
//	p := &pool{}
//	p.sem = make(chan struct{}, n)
//	for _, opt := range opts {
//		opt(p)
//	}
//	return p, nil
func (r *Result) makesOwn(f *Func, own *ownTypes) bool {
	results := f.Obj.Signature().Results()
	if f.Obj.Signature().Recv() != nil || f.Body() == nil || results.Len() == 0 {
		return false
	}
	if named := known.Named(results.At(0).Type()); named == nil || !own.types[named.Origin().Obj()] {
		return false
	}
	made, other := false, false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			switch {
			case len(n.Results) == 0 || !r.isNew(f, n.Results[0]):
				other = other || len(n.Results) == 0 || !r.info.Types[n.Results[0]].IsNil()
			default:
				made = true
			}
		}
		return true
	})
	return made && !other
}

// isNew reports whether e is a value that is made here, or a local variable
// that holds one and is handed to nobody.
func (r *Result) isNew(f *Func, e ast.Expr) bool {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = ast.Unparen(u.X)
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		id, ok := ast.Unparen(e.Fun).(*ast.Ident)
		return ok && r.info.Uses[id] == types.Universe.Lookup("new")
	case *ast.Ident:
		v, ok := r.info.Uses[e].(*types.Var)
		return ok && v.Kind() == types.LocalVar && r.staysHere(f, v)
	}
	return false
}

// staysHere reports whether local variable v of f only holds what is made
// there, and is only returned, asked for its fields and methods, and given to
// options: functions that take nothing else.
func (r *Result) staysHere(f *Func, v *types.Var) bool {
	stays, fine := true, make(map[*ast.Ident]bool)
	mark := func(e ast.Expr) {
		e = ast.Unparen(e)
		if u, ok := e.(*ast.UnaryExpr); ok {
			e = ast.Unparen(u.X)
		}
		if id, ok := e.(*ast.Ident); ok {
			fine[id] = true
		}
	}
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			mark(n.X)
		case *ast.ReturnStmt:
			for _, result := range n.Results {
				mark(result)
			}
		case *ast.CallExpr:
			if len(n.Args) == 1 && r.Callee(n).Obj == nil {
				mark(n.Args[0])
			}
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if id, ok := ast.Unparen(lhs).(*ast.Ident); ok && r.info.ObjectOf(id) == v {
					fine[id] = true
					stays = stays && len(n.Lhs) == len(n.Rhs) && !r.isVariable(n.Rhs[i]) && r.isNew(f, n.Rhs[i])
				}
			}
		case *ast.Ident:
			stays = stays && (r.info.Uses[n] != v || fine[n])
		}
		return stays
	})
	return stays
}

func (r *Result) isVariable(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	_, ok = r.info.Uses[id].(*types.Var)
	return ok
}

// tracks reports whether t is a tracker, or a pointer to one, of the kind that
// is looked for.
func (tf *trackerFinder) tracks(t types.Type) bool {
	if tf.own == nil {
		return trackerType(t)
	}
	named := known.Named(t)
	return named != nil && tf.own.types[named.Origin().Obj()]
}

// roleOf returns what a method does to tracker t.
func (tf *trackerFinder) roleOf(fn *types.Func, t *Tracker) Role {
	if tf.own == nil {
		return methodRole(fn)
	}
	named := known.Named(t.Var.Type())
	if role, ok := tf.own.roles[fn.Origin()]; ok {
		return role
	}
	if recv := namedRecv(fn); recv != nil && recv.Origin().Obj() != named.Origin().Obj() {
		return methodRole(fn) // of an embedded tracker
	}
	return 0
}

// makes reports whether the call makes a new tracker of the given type.
func (tf *trackerFinder) makes(call *ast.CallExpr, tracker *types.Named) bool {
	if tf.own == nil {
		return tf.constructs(call, tracker)
	}
	fn := tf.Callee(call).Obj
	return fn != nil && tf.own.makes[fn.Origin()]
}

// byHand reports whether the users of a tracker count off what they have
// counted: an errgroup does that for them.
func (tf *trackerFinder) byHand(t types.Type) bool {
	if tf.own == nil {
		return hasDone(t)
	}
	named := known.Named(t)
	for fn, role := range tf.own.roles {
		if recv := namedRecv(fn); recv != nil && recv.Origin().Obj() == named.Origin().Obj() && role&(Done|Counts|Spawns) == Done {
			return true
		}
	}
	return false
}
