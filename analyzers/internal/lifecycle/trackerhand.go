package lifecycle

import (
	"go/ast"
	"go/types"
)

// assign looks at a tracker on the left: wg = sync.WaitGroup{} only makes
// a new one, s.wg = wg brings in another.
func (tf *trackerFinder) assign(t *Tracker, stmt *ast.AssignStmt, i int, lhs ast.Node) {
	if _, deref := lhs.(*ast.StarExpr); !deref {
		tf.set(t, valueAt(stmt.Lhs, stmt.Rhs, i))
	}
}

// alias reports whether name is a local variable that from here on is
// another name of t.
func (tf *trackerFinder) alias(t *Tracker, name ast.Expr, site Site) bool {
	id, ok := ast.Unparen(name).(*ast.Ident)
	if !ok {
		return false
	}
	if id.Name == "_" {
		return true
	}
	v, ok := tf.info.ObjectOf(id).(*types.Var)
	if !ok || isPackageLevel(v) || !tf.tracks(v.Type()) {
		return false
	}
	if _, pointer := types.Unalias(v.Type()).(*types.Pointer); !pointer {
		return false // a copy, which vet's copylocks reports
	}
	t.handed = append(t.handed, handing{site, tf.tracker(v), true})
	return true
}

// hand looks at a tracker that is the i-th argument of a call.
func (tf *trackerFinder) hand(t *Tracker, call *ast.CallExpr, i int, site Site) {
	site.Pos, site.End, site.Call = call.Pos(), call.End(), call
	to := tf.Callee(call)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && tf.info.Selections[sel] != nil &&
		tf.info.Selections[sel].Kind() == types.MethodExpr {
		to = Target{} // the receiver comes first: leave it
	}
	if to.Obj != nil {
		if _, ok := userWaits.Lookup(to.Obj); ok {
			site.Role = Waits
			t.add(site)
			return
		}
	}
	switch {
	case to.Func != nil:
		if v := tf.paramAt(to.Func, i); v != nil && tf.tracks(v.Type()) {
			t.handed = append(t.handed, handing{site, tf.tracker(v), false})
			return
		}
	case tf.own == nil && to.Obj != nil && visible(to.Obj) && !isInterfaceMethod(to.Obj) && takesTracker(to.Obj, i):
		site.Role = factRole(tf.imported(to.Obj), i)
		if site.Go {
			site.Role |= Done // what else would a goroutine get it for
		}
		t.add(site)
		return
	}
	site.Role = Keeps
	t.add(site)
}

func factRole(fact *funcFact, i int) Role {
	var role Role
	for _, p := range fact.Params {
		if p.Index != i {
			continue
		}
		if p.Counts {
			role |= Counts | Spawns
		}
		if p.Waits {
			role |= Waits
		}
		if p.Keeps {
			role |= Keeps
		}
	}
	return role
}

// paramAt returns the parameter that receives argument i, or nil if it
// has no name or takes a list.
func (r *Result) paramAt(f *Func, i int) *types.Var {
	sig, ok := r.info.TypeOf(f.Type()).(*types.Signature)
	if f.Obj != nil {
		sig, ok = f.Obj.Signature(), true
	}
	if !ok || i >= sig.Params().Len() || sig.Variadic() && i >= sig.Params().Len()-1 {
		return nil
	}
	return sig.Params().At(i)
}

// takesTracker reports whether parameter i of fn is a tracker, and not an
// interface, or a type parameter, behind which it gets out of sight.
func takesTracker(fn *types.Func, i int) bool {
	params := fn.Signature().Params()
	return i < params.Len() && trackerType(params.At(i).Type())
}

func isInterfaceMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}
