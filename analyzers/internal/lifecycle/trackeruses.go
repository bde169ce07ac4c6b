package lifecycle

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// How trackers are followed: every mention of a variable or field of
// tracker type is one of
//
//	wg.Add(1)        a method call: its role by table
//	f(wg.Wait)       a method value: somebody has the method
//	p := &wg         an alias: what happens to p happens to wg
//	worker(&wg)      handed to a function: what happens to its parameter,
//	                 by a fact if it is another package's
//	wg == nil        nothing
//
// and all else keeps it: from then on anything may happen. Methods that
// are promoted from an embedded field count as the field's.
type trackerFinder struct {
	*Result
	own   *ownTypes // the types that are looked for, nil for those of the tables
	byVar map[*types.Var]*Tracker
	order []*Tracker
}

func (r *Result) findTrackers(own *ownTypes) []*Tracker {
	tf := &trackerFinder{Result: r, own: own, byVar: make(map[*types.Var]*Tracker)}
	for c := range r.insp.Root().Preorder((*ast.Ident)(nil), (*ast.SelectorExpr)(nil)) {
		switch n := c.Node().(type) {
		case *ast.Ident:
			if v, ok := r.info.Defs[n].(*types.Var); ok && tf.tracks(v.Type()) {
				tf.define(c, tf.tracker(v))
			} else if v, ok := r.info.Uses[n].(*types.Var); ok && tf.tracks(v.Type()) && v.Pkg() == r.pass.Pkg {
				tf.use(c, tf.tracker(v.Origin()))
			}
		case *ast.SelectorExpr:
			if field := tf.promoted(n, tf.tracks); field != nil && field.Pkg() == r.pass.Pkg {
				tf.method(c, n, tf.tracker(field.Origin()))
			}
		}
	}
	tf.declaredWaits()
	tf.settle()
	slices.SortFunc(tf.order, func(a, b *Tracker) int { return cmp.Compare(a.Var.Pos(), b.Var.Pos()) })
	return tf.order
}

// tracker returns the tracker for v, made at the first mention.
func (tf *trackerFinder) tracker(v *types.Var) *Tracker {
	t := tf.byVar[v]
	if t == nil {
		t = &Tracker{Var: v, test: tf.Directives.InTest(v.Pos()), byHand: tf.byHand(v.Type()), own: tf.own}
		_, pointer := types.Unalias(v.Type()).(*types.Pointer)
		t.Fresh = !pointer
		switch {
		case v.IsField():
			t.Kind = FieldTracker
		case isPackageLevel(v):
			t.Kind = PackageTracker
		case tf.isParam(v):
			t.Kind, t.Fresh = ParamTracker, false
			if v.Kind() == types.ResultVar {
				t.add(Site{Pos: v.Pos(), End: v.Pos(), Role: Keeps, test: t.test})
			}
		}
		tf.byVar[v] = t
		tf.order = append(tf.order, t)
	}
	return t
}

func (t *Tracker) add(s Site) { t.sites = append(t.sites, s) }

// use looks at an identifier that mentions a tracker.
func (tf *trackerFinder) use(c inspector.Cursor, t *Tracker) {
	c = operand(c)
	site := tf.site(c, 0)
	ek, i := c.ParentEdge()
	switch parent := c.Parent().Node().(type) {
	case *ast.SelectorExpr:
		tf.method(c.Parent(), parent, t)
		return
	case *ast.BinaryExpr:
		return
	case *ast.CallExpr:
		if ek == edge.CallExpr_Args {
			site.Go = c.Parent().ParentEdgeKind() == edge.GoStmt_Call
			tf.hand(t, parent, i, site)
			return
		}
	case *ast.AssignStmt:
		if ek == edge.AssignStmt_Lhs {
			tf.assign(t, parent, i, c.Node())
			return
		}
		if i < len(parent.Lhs) && len(parent.Lhs) == len(parent.Rhs) && tf.alias(t, parent.Lhs[i], site) {
			return
		}
	case *ast.ValueSpec:
		if i < len(parent.Names) && tf.alias(t, parent.Names[i], site) {
			return
		}
	case *ast.KeyValueExpr:
		if ek == edge.KeyValueExpr_Key {
			tf.set(t, parent.Value)
			return
		}
	}
	site.Role = Keeps
	t.add(site)
}

// operand climbs from the identifier of a tracker to the expression that
// stands for it or its address: s.wg, &wg, (*p).
func operand(c inspector.Cursor) inspector.Cursor {
	if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
		c = c.Parent()
	}
	for {
		switch c.ParentEdgeKind() {
		case edge.ParenExpr_X, edge.StarExpr_X, edge.UnaryExpr_X:
			c = c.Parent()
		default:
			return c
		}
	}
}

// method looks at a method of a tracker: called, or taken as a value.
func (tf *trackerFinder) method(c inspector.Cursor, sel *ast.SelectorExpr, t *Tracker) {
	fn, ok := tf.info.Uses[sel.Sel].(*types.Func)
	if !ok {
		return
	}
	site := tf.site(c, tf.roleOf(fn, t))
	for c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	if c.ParentEdgeKind() == edge.CallExpr_Fun {
		site.Call = c.Parent().Node().(*ast.CallExpr)
		site.End = site.Call.End()
		site.Go = c.Parent().ParentEdgeKind() == edge.GoStmt_Call
	}
	t.add(site)
}

func methodRole(fn *types.Func) Role {
	var role Role
	if _, ok := known.Counts.Lookup(fn); ok {
		role |= Counts
	}
	if _, ok := known.Spawns.Lookup(fn); ok {
		role |= Spawns
	}
	if _, ok := known.Dones.Lookup(fn); ok {
		role |= Done
	}
	if _, ok := known.Waits.Lookup(fn); ok {
		role |= Waits
	}
	if _, ok := userWaits.Lookup(fn); ok {
		role |= Waits
	}
	return role
}

func (tf *trackerFinder) site(c inspector.Cursor, role Role) Site {
	n := c.Node()
	return Site{Pos: n.Pos(), End: n.End(), Role: role, In: tf.enclosing(c), test: tf.Directives.InTest(n.Pos())}
}

// enclosing returns the function in which the node stands.
func (r *Result) enclosing(c inspector.Cursor) *Func {
	for f := range c.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch n := f.Node().(type) {
		case *ast.FuncLit:
			return r.literals[n]
		case *ast.FuncDecl:
			if fn, ok := r.info.Defs[n.Name].(*types.Func); ok {
				return r.declared[fn]
			}
		}
	}
	return nil
}

// promotedFrom returns the embedded field of tracker type whose method
// the selector names without naming the field:
//
//	type pool struct{ sync.WaitGroup }
//	p.Wait()
func (r *Result) promotedFrom(sel *ast.SelectorExpr) *types.Var { return r.promoted(sel, trackerType) }

// promoted is promotedFrom for trackers as tracks has them.
func (r *Result) promoted(sel *ast.SelectorExpr, tracks func(types.Type) bool) *types.Var {
	s := r.info.Selections[sel]
	if s == nil || len(s.Index()) < 2 || s.Kind() == types.FieldVal {
		return nil
	}
	if fn, ok := s.Obj().(*types.Func); !ok || fn.Signature().Recv() == nil || !tracks(fn.Signature().Recv().Type()) {
		return nil
	}
	t := s.Recv()
	var field *types.Var
	for _, i := range s.Index()[:len(s.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		field = st.Field(i)
		t = field.Type()
	}
	return field
}
